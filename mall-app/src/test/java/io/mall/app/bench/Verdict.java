package io.mall.app.bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The figures of a benchmark.
 *
 * @param ratio of the peer that matters to the one it is compared with, by medians
 * @param low the ratio of the worse round of one to the better round of the other
 * @param high the other way round
 * @param explanation what the figures mean
 * @param pictures beside the one of operations per second
 */
public record Verdict(
    double ratio,
    double low,
    double high,
    List<Result> results,
    List<String> explanation,
    List<Picture> pictures) {

  /** An SVG picture and the name of its file. */
  record Picture(String name, String svg) {}

  /** Without further pictures. */
  public Verdict(
      double ratio, double low, double high, List<Result> results, List<String> explanation) {
    this(ratio, low, high, results, explanation, List.of());
  }

  /** The same with a picture. */
  Verdict with(Picture picture) {
    return new Verdict(ratio, low, high, results, explanation, List.of(picture));
  }

  /** Compares two results; the explanation is free text. */
  public static Verdict of(
      Result one, Result other, List<Result> results, List<String> explanation) {
    return new Verdict(
        one.perSecond() / other.perSecond(),
        one.slowest() / other.fastest(),
        one.fastest() / other.slowest(),
        List.copyOf(results),
        List.copyOf(explanation));
  }

  /** Compares the CPU time of two results. */
  public static Verdict ofCpu(
      Result one, Result other, List<Result> results, List<String> explanation) {
    return new Verdict(
        one.cpuMicros() / other.cpuMicros(),
        one.leastCpuMicros() / other.mostCpuMicros(),
        one.mostCpuMicros() / other.leastCpuMicros(),
        List.copyOf(results),
        List.copyOf(explanation));
  }

  /** All figures on one line. */
  String json(String name, String engine, String commit) {
    return ("{\"name\":\"%s\",\"ratio\":%.2f,\"low\":%.2f,\"high\":%.2f,\"engine\":\"%s\","
            + "\"commit\":\"%s\",\"cores\":%d,\"rows\":[%s]}")
        .formatted(
            name,
            ratio,
            low,
            high,
            engine,
            commit,
            Runtime.getRuntime().availableProcessors(),
            results.stream().map(Result::json).collect(Collectors.joining(",")));
  }
}

package io.mall.load.compare;

import io.mall.load.LoadException;
import io.mall.load.compare.Round.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What runs of a plan measured over the months, a line of JSON each.
 *
 * <p>Only runs under the same conditions are compared: plan, load, engine, kind of machine, cores.
 */
public final class History {
  /** Fewer runs do not tell how much they differ by themselves. */
  static final int FEWEST = 4;

  private static final double LEVEL = 1 - 0.05 / Figure.values().length;
  private static final double NEGLIGIBLE = 0.05;
  private static final int LATEST = 20;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  public History(Path file) {
    this.file = file;
  }

  /**
   * A run.
   *
   * @param conditions that must be equal to be compared
   */
  public record Entry(String time, String commit, String conditions, Round round) {

    /** From a {@code result.json}. */
    public static Entry of(JsonNode result) {
      JsonNode all = result.path("labels").path(0);
      String conditions =
          String.join(
              ", ",
              result.path("plan").asString(),
              result.path("load").asString(),
              "think " + result.path("think").asString(),
              result.path("engine").asString(),
              result.path("machine").asString(),
              result.path("cores").asString() + " cores");
      return new Entry(
          result.path("time").asString(),
          result.path("commit").asString(),
          conditions,
          new Round(
              result.path("throughput").asDouble(),
              all.path("p50Smooth").asDouble(),
              all.path("p99Smooth").asDouble()));
    }
  }

  /** How a figure stands to what was saved. */
  public record Line(Figure figure, double usual, double got, double worst, boolean worse) {}

  public List<Entry> entries() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream()
          .map(line -> JSON.readValue(line, Entry.class))
          .toList();
    } catch (IOException e) {
      throw new LoadException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  public void add(Entry entry) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          JSON.writeValueAsString(entry) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new LoadException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** The latest runs under the conditions of this one. */
  public List<Entry> like(Entry entry) {
    List<Entry> same =
        entries().stream().filter(each -> each.conditions().equals(entry.conditions())).toList();
    return same.subList(Math.max(0, same.size() - LATEST), same.size());
  }

  /**
   * Whether a run is worse than those before it: beyond what one more run of theirs would be with a
   * confidence of 98.3 % (a prediction interval of logarithms), and by more than 5 %.
   */
  public List<Line> check(Entry entry) {
    List<Entry> before = like(entry);
    if (before.size() < FEWEST) {
      throw new LoadException(
          String.format(
              Locale.ROOT,
              "%s has %d runs under these conditions (%s) and needs %d: save more.",
              file,
              before.size(),
              entry.conditions(),
              FEWEST));
    }
    List<Line> lines = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      double[] logs = before.stream().mapToDouble(each -> log(figure.of(each.round()))).toArray();
      double mean = mean(logs);
      double t = Student.quantile(LEVEL, logs.length - 1);
      double reach = t * deviation(logs, mean) * Math.sqrt(1 + 1.0 / logs.length);
      double bound = Math.max(reach, Math.log(1 + NEGLIGIBLE));
      double got = log(figure.of(entry.round()));
      boolean worse = figure.moreIsBetter() ? got < mean - bound : got > mean + bound;
      double worst = Math.exp(figure.moreIsBetter() ? mean - bound : mean + bound);
      lines.add(new Line(figure, Math.exp(mean), figure.of(entry.round()), worst, worse));
    }
    return lines;
  }

  private static double log(double value) {
    return Math.log(Math.max(1e-3, value));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }
}

package io.mall.app.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** All rounds of one peer. */
public record Result(Peer peer, List<Round> rounds) {

  public double perSecond() {
    return median(Round::perSecond);
  }

  public double p99() {
    return median(Round::p99);
  }

  /** CPU time of this process and of all its servers, for each operation. */
  public double cpuMicros() {
    return median(round -> round.cpu().total());
  }

  /** The same of the round that took the least. */
  public double leastCpuMicros() {
    return rounds.stream().mapToDouble(round -> round.cpu().total()).min().orElse(Double.NaN);
  }

  /** The same of the round that took the most. */
  public double mostCpuMicros() {
    return rounds.stream().mapToDouble(round -> round.cpu().total()).max().orElse(Double.NaN);
  }

  double slowest() {
    return rounds.stream().mapToDouble(Round::perSecond).min().orElse(Double.NaN);
  }

  double fastest() {
    return rounds.stream().mapToDouble(Round::perSecond).max().orElse(Double.NaN);
  }

  double median(ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  String line() {
    return "%7d  %-24s %8.0f  %-17s %8.2f %8.2f %9.0f %9.0f %9.0f %9.0f"
        .formatted(
            peer.clients(),
            peer.name(),
            perSecond(),
            "(%.0f - %.0f)".formatted(slowest(), fastest()),
            median(Round::p50),
            p99(),
            cpuMicros(),
            median(round -> round.cpu().client()),
            median(round -> round.cpu().coordinator()),
            median(round -> round.cpu().databases()));
  }

  String json() {
    return ("{\"peer\":\"%s\",\"clients\":%d,\"ops_per_s\":%.0f,\"low\":%.0f,\"high\":%.0f,"
            + "\"cpu_us_per_op\":%.1f,\"cpu_us_client\":%.1f,\"cpu_us_coordinator\":%.1f,"
            + "\"cpu_us_databases\":%.1f,\"p50_ms\":%.2f,\"p99_ms\":%.2f}")
        .formatted(
            peer.name(),
            peer.clients(),
            perSecond(),
            slowest(),
            fastest(),
            cpuMicros(),
            median(round -> round.cpu().client()),
            median(round -> round.cpu().coordinator()),
            median(round -> round.cpu().databases()),
            median(Round::p50),
            p99());
  }
}

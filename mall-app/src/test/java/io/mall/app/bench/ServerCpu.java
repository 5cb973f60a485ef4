package io.mall.app.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which database servers work for an operation: CPU of the primaries and of the replicas. */
final class ServerCpu {

  private static final List<String> PRIMARIES = List.of("db-a-primary", "db-b-primary");
  private static final List<String> REPLICAS = List.of("db-a-replica", "db-b-replica");

  private final Site site;
  private final Map<String, double[]> micros = new LinkedHashMap<>();

  ServerCpu(Site site) {
    this.site = site;
  }

  /** The peer, and what its operations cost the servers. */
  Peer measured(Peer peer) {
    return new Peer(
        peer.name(),
        peer.clients(),
        (Peer.Turn)
            time -> {
              double[] before = now();
              Round round = peer.turn().take(time);
              double[] after = now();
              double operations = round.perSecond() * time.toNanos() / 1e9;
              micros.put(
                  peer.name(),
                  new double[] {
                    (after[0] - before[0]) / operations, (after[1] - before[1]) / operations
                  });
              return round;
            });
  }

  /** For each peer, from its last turn. */
  List<String> lines() {
    return micros.entrySet().stream()
        .map(
            each ->
                "%s: %.0f us CPU of primaries and %.0f us of replicas for each operation"
                    .formatted(each.getKey(), each.getValue()[0], each.getValue()[1]))
        .toList();
  }

  private double[] now() {
    return new double[] {micros(PRIMARIES), micros(REPLICAS)};
  }

  private double micros(List<String> members) {
    return members.stream()
        .mapToDouble(
            each ->
                ProcessHandle.of(site.member(each).pid())
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toNanos()
                    / 1e3)
        .sum();
  }
}

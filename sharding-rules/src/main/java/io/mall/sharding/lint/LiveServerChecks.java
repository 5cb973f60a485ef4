package io.mall.sharding.lint;

import io.mall.sharding.live.Facts;
import io.mall.sharding.live.Replication;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Checks of the servers: roles, replication, limits, settings. */
final class LiveServerChecks {

  /** What changes the outcome of statements; the pools of an application may set it themselves. */
  private static final Set<String> SETTINGS =
      Set.of(
          "sql_mode",
          "character_set_server",
          "collation_server",
          "lower_case_table_names",
          "time_zone",
          "transaction_isolation",
          "tx_isolation");

  private LiveServerChecks() {}

  static void away(LiveFile live, Report report) {
    live.away()
        .forEach(
            (name, reason) ->
                report.add(
                    live.item(name),
                    "Data source %s cannot be asked: %s."
                        .formatted(name, reason.replaceFirst("\\.$", "")),
                    "Check its address and account, and that the server runs; it was left out of the"
                        + " other checks."));
  }

  static void primaryReadOnly(LiveFile live, Report report) {
    for (Facts each : live.all()) {
      boolean writes =
          each.source().primary() && live.file().groups().stream().anyMatch(g -> isGroup(g, each));
      boolean whole = each.source().group().equals(each.source().name());
      if ((writes || whole) && each.readOnly()) {
        report.add(
            live.item(each.source().name()),
            "%s is written and its server is read-only.".formatted(each.source().name()),
            "Give the address of the primary, or switch read_only off there.");
      }
    }
  }

  private static boolean isGroup(Item group, Facts facts) {
    return group.name().equals(facts.source().group());
  }

  static void replicaWritable(LiveFile live, Report report) {
    for (Facts each : live.replicas()) {
      if (!each.readOnly() && !live.isOwnPrimary(each) && follows(each)) {
        report.add(
            live.item(each.source().name()),
            "%s is a replica and its server takes writes.".formatted(each.source().name()),
            "SET GLOBAL read_only = 1 there, and in its configuration.");
      }
    }
  }

  private static boolean follows(Facts facts) {
    return facts.replication().map(Replication::follows).orElse(true);
  }

  static void samePrimary(LiveFile live, Report report) {
    for (Facts each : live.replicas()) {
      if (live.isOwnPrimary(each)) {
        report.add(
            live.item(each.source().name()),
            "%s is reached at another address and is the same server as its primary."
                .formatted(each.source().name()),
            "Give the replica's own address.");
      }
    }
  }

  static void notReplicating(LiveFile live, Report report) {
    for (Facts each : live.replicas()) {
      Optional<Replication> replication = each.replication();
      if (replication.isPresent() && !replication.get().runs() && !live.isOwnPrimary(each)) {
        String error = replication.get().error();
        report.add(
            live.item(each.source().name()),
            replication.get().follows()
                ? "The replication of %s stands still%s."
                    .formatted(each.source().name(), error.isEmpty() ? "" : ": " + error)
                : "%s follows no server.".formatted(each.source().name()),
            "SHOW REPLICA STATUS there says why; take it out of readDataSourceNames meanwhile.");
      }
    }
  }

  static void lags(LiveFile live, Report report) {
    for (Facts each : live.replicas()) {
      long lag = each.replication().flatMap(Replication::lag).orElse(0L);
      if (lag > live.maxLag()) {
        report.add(
            live.item(each.source().name()),
            "%s is %d s behind its primary.".formatted(each.source().name(), lag),
            "Look for a long transaction or a slow disk; --max-lag tells lint what is fine.");
      }
    }
  }

  static void poolsExceed(LiveFile live, Report report) {
    Map<String, Integer> sums = new LinkedHashMap<>();
    Map<String, Facts> last = new HashMap<>();
    for (Facts each : live.all()) {
      int size = DataSourceChecks.poolSize(live.item(each.source().name()));
      sums.merge(each.server(), size * live.file().options().instances(), Integer::sum);
      last.put(each.server(), each);
    }
    sums.forEach(
        (server, sum) -> {
          Facts facts = last.get(server);
          String most = facts == null ? "" : facts.variable("max_connections");
          if (facts != null && most.matches("\\d{1,9}") && sum > Integer.parseInt(most)) {
            report.add(
                live.item(facts.source().name()),
                "The pools may open %d connections to the server of %s, which takes %s."
                    .formatted(sum, facts.source().name(), most),
                "Make the pools smaller or max_connections larger.");
          }
        });
  }

  static void sameSchema(LiveFile live, Report report) {
    Map<String, Facts> seen = new HashMap<>();
    for (Facts each : live.all()) {
      if (each.source().primary()) {
        Facts other = seen.putIfAbsent(each.server() + " " + each.schema(), each);
        if (other != null) {
          report.add(
              live.item(each.source().name()),
              "%s and %s are one schema of one server."
                  .formatted(other.source().name(), each.source().name()),
              "Give each its own schema, or keep one of them.");
        }
      }
    }
  }

  static void settingsDiffer(LiveFile live, Report report) {
    Map<String, Map<String, List<String>>> values = new TreeMap<>();
    for (Facts each : live.all()) {
      for (String name : SETTINGS) {
        if (each.variables().containsKey(name)) {
          values
              .computeIfAbsent(name, _ -> new LinkedHashMap<>())
              .computeIfAbsent(each.variable(name), _ -> new ArrayList<>())
              .add(each.source().name());
        }
      }
    }
    values.forEach(
        (name, byValue) -> {
          if (byValue.size() > 1) {
            List<String> parts = new ArrayList<>();
            byValue.forEach(
                (value, sources) ->
                    parts.add("'%s' on %s".formatted(value, String.join(", ", sources))));
            report.add(
                live.item(byValue.values().iterator().next().getFirst()),
                "%s is not the same everywhere: %s.".formatted(name, String.join("; ", parts)),
                "Set it alike on all servers, or on every connection of the pools.");
          }
        });
  }
}

package io.mall.sharding.lint;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Checks that ask the algorithms: where keys go, and what no key reaches. */
final class ReachChecks {

  private static final int LISTED = 4;

  private ReachChecks() {}

  static void keyLost(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      file.reach(table)
          .lost()
          .ifPresent(
              each ->
                  report.add(
                      table.place(),
                      "A row of %s with %s goes to %s, which is not among its data nodes."
                          .formatted(table.name(), each.key(), each.target()),
                      "Declare the missing data nodes, or make the algorithm yield those there are."));
    }
  }

  static void nodeUnreached(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      Reach reach = file.reach(table);
      if (!reach.unreached().isEmpty() && reach.lost().isEmpty() && reach.torn().isEmpty()) {
        report.add(
            table.place(),
            "No key reaches %s of table %s (%d keys were tried)."
                .formatted(some(reach.unreached()), table.name(), reach.keys()),
            "Declare only what the algorithm yields, or let it yield all.");
      }
    }
  }

  static void nodesCrossed(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      Reach reach = file.reach(table);
      if (!reach.crossed().isEmpty()
          && reach.unreached().isEmpty()
          && reach.lost().isEmpty()
          && reach.torn().isEmpty()) {
        report.add(
            table.place(),
            "%s of %d data nodes of table %s stay empty: %s; database and table algorithm depend on each other."
                .formatted(
                    reach.crossed().size(),
                    table.nodes().size(),
                    table.name(),
                    some(reach.crossed())),
            "Declare only the combinations that occur, or let the two algorithms use different parts"
                + " of the key.");
      }
    }
  }

  static void keyTorn(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      Reach reach = file.reach(table);
      if (reach.lost().isEmpty()) {
        reach
            .torn()
            .ifPresent(
                each ->
                    report.add(
                        table.place(),
                        "A row of %s with %s goes to %s: the table exists, but in another data source."
                            .formatted(table.name(), each.key(), each.target()),
                        "Make the database algorithm choose the data source that holds the table."));
      }
    }
  }

  static void firstOfIn(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      Probe.of(file, table)
          .flatMap(Probe::firstOfIn)
          .ifPresent(
              each ->
                  report.add(
                      each.place(),
                      "Of %s, %s visits the shard of one value only."
                          .formatted(each.example(), each.algorithm()),
                      "Let doSharding go through all values of the column."));
    }
  }

  static void paddedKey(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      Probe.of(file, table)
          .flatMap(Probe::paddedKey)
          .ifPresent(
              each ->
                  report.add(
                      each.place(),
                      each.example(),
                      "Write the part with leading zeros to its full width, and read it as a number."));
    }
  }

  static void formOfKey(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      Probe.of(file, table)
          .flatMap(Probe::formOfKey)
          .ifPresent(
              each ->
                  report.add(
                      each.place(),
                      "%s sends %s to different shards."
                          .formatted(each.algorithm(), each.example()),
                      "Bind the key in one Java type everywhere."));
    }
  }

  static void skew(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      Reach reach = file.reach(table);
      boolean whole =
          reach.lost().isEmpty()
              && reach.torn().isEmpty()
              && reach.crossed().isEmpty()
              && reach.unreached().isEmpty();
      if (whole && reach.keys() >= 500 && reach.hits().size() > 1 && !isTime(table)) {
        int most = Collections.max(reach.hits().values());
        double mean =
            reach.hits().values().stream().mapToInt(Integer::intValue).average().orElse(1);
        if (most > 1.8 * mean && !isRange(table)) {
          String hottest =
              reach.hits().entrySet().stream()
                  .filter(each -> each.getValue() == most)
                  .map(each -> each.getKey())
                  .findFirst()
                  .orElse("");
          report.add(
              table.place(),
              "%s of table %s takes %.1f times its share of the keys."
                  .formatted(hottest, table.name(), most / mean),
              "Let the algorithm spread the keys evenly, such as by a remainder of their number.");
        }
      }
    }
  }

  private static boolean isTime(Table table) {
    return List.of(table.database(), table.table()).stream()
        .anyMatch(each -> each.type().endsWith("INTERVAL"));
  }

  private static boolean isRange(Table table) {
    return List.of(table.database(), table.table()).stream()
        .anyMatch(each -> each.type().endsWith("RANGE"));
  }

  private static String some(List<String> names) {
    Optional<String> more =
        Optional.of(names.size() - LISTED).filter(n -> n > 0).map(n -> " and " + n + " more");
    return String.join(", ", names.subList(0, Math.min(LISTED, names.size()))) + more.orElse("");
  }
}

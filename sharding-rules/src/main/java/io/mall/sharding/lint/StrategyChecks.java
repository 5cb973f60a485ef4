package io.mall.sharding.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.shardingsphere.sharding.api.sharding.complex.ComplexKeysShardingAlgorithm;
import org.apache.shardingsphere.sharding.api.sharding.hint.HintShardingAlgorithm;
import org.apache.shardingsphere.sharding.api.sharding.standard.StandardShardingAlgorithm;
import org.apache.shardingsphere.sharding.spi.ShardingAlgorithm;

/** Checks of the strategies: do kind, columns and algorithm fit each other. */
final class StrategyChecks {

  private StrategyChecks() {}

  static void kindMismatch(RuleFile file, Report report) {
    AlgorithmChecks.eachStrategy(
        file,
        (table, strategy) ->
            strategy
                .algorithm()
                .filter(each -> strategy.shards() && !fits(strategy.kind(), each))
                .ifPresent(
                    _ ->
                        report.add(
                            strategy.where(),
                            "%s is no algorithm of a %s strategy; ShardingSphere then shards table %s not at all."
                                .formatted(strategy.type(), strategy.kind(), table.name()),
                            "Use a strategy of the kind the algorithm is made for.")));
  }

  private static boolean fits(String kind, ShardingAlgorithm algorithm) {
    return switch (kind) {
      case "standard" -> algorithm instanceof StandardShardingAlgorithm;
      case "complex" -> algorithm instanceof ComplexKeysShardingAlgorithm;
      default -> algorithm instanceof HintShardingAlgorithm;
    };
  }

  static void expressionWithoutColumn(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      for (Strategy each : List.of(table.database(), table.table())) {
        if (!Set.of("INLINE", "COMPLEX_INLINE").contains(each.type()) || each.columns().isEmpty()) {
          continue;
        }
        Optional<String> missing = missingColumn(each);
        if (missing.isPresent() && !each.expression().isEmpty()) {
          report.add(
              each.definition().orElse(each.where()),
              "The expression of %s does not mention %s, the sharding column of table %s."
                  .formatted(each.algorithmName(), missing.get(), table.name()),
              "Write the sharding column into the expression, letter by letter.");
        }
      }
    }
  }

  private static Optional<String> missingColumn(Strategy strategy) {
    return strategy.columns().stream()
        .filter(
            column -> !strategy.expression().matches("(?s).*\\b" + Pattern.quote(column) + "\\b.*"))
        .findFirst();
  }

  static void noColumn(RuleFile file, Report report) {
    AlgorithmChecks.eachStrategy(
        file,
        (table, strategy) -> {
          boolean needsColumn =
              strategy.kind().equals("standard") || strategy.kind().equals("complex");
          if (needsColumn && strategy.columns().isEmpty()) {
            report.add(
                strategy.where(),
                "The strategy of table %s names no sharding column.".formatted(table.name()),
                strategy.kind().equals("standard")
                    ? "Add shardingColumn."
                    : "Add shardingColumns.");
          }
        });
  }

  static void severalKinds(RuleFile file, Report report) {
    AlgorithmChecks.eachStrategy(
        file,
        (table, strategy) -> {
          List<String> kinds =
              strategy.where().entries().stream()
                  .map(Item::name)
                  .filter(Strategy.KINDS::contains)
                  .distinct()
                  .toList();
          if (kinds.size() > 1) {
            report.add(
                strategy.where(),
                "A strategy of table %s is %s at once."
                    .formatted(table.name(), String.join(" and ", kinds)),
                "Keep one of them.");
          }
        });
  }

  static void notSharded(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      boolean manyDatabases = table.dataSources().size() > 1;
      boolean manyTables = table.actualTables().size() > 1;
      if (!table.auto()
          && manyTables
          && isAbsent(table.table())
          && manyDatabases == table.database().shards()) {
        report.add(
            table.item(),
            "Table %s has %d actual tables and no table strategy."
                .formatted(table.name(), table.actualTables().size()),
            "Add a tableStrategy or a defaultTableStrategy.");
      } else if (!table.auto() && manyDatabases && isAbsent(table.database())) {
        report.add(
            table.item(),
            "Table %s lies in %d data sources and has no database strategy."
                .formatted(table.name(), table.dataSources().size()),
            "Add a databaseStrategy or a defaultDatabaseStrategy.");
      } else if (table.auto() && isAbsent(table.table())) {
        report.add(
            table.item(),
            "Auto table %s has no shardingStrategy.".formatted(table.name()),
            "Add a shardingStrategy.");
      }
    }
  }

  private static boolean isAbsent(Strategy strategy) {
    return strategy.kind().isEmpty() || strategy.kind().equals("none");
  }

  static void notEvaluated(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      for (Strategy each : List.of(table.database(), table.table())) {
        Expressions.notRun(each.expression(), each.columns())
            .filter(_ -> !each.columns().isEmpty() && missingColumn(each).isEmpty())
            .ifPresent(
                word ->
                    report.add(
                        each.definition().orElse(each.where()),
                        "The expression of %s uses %s; lint does not run it."
                            .formatted(each.algorithmName(), word),
                        "Keep to arithmetic and text of the sharding column."));
      }
    }
  }

  static void idleDataSource(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      List<String> dataSources = table.expansion().values();
      if (table.auto() && !table.nodes().isEmpty() && table.nodes().size() < dataSources.size()) {
        report.add(
            table.place(),
            "Auto table %s has %d actual tables for %d data sources: some stay without."
                .formatted(table.name(), table.nodes().size(), dataSources.size()),
            "Raise the number of tables to a multiple of the data sources.");
      }
    }
  }
}

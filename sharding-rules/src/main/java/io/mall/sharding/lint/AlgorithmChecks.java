package io.mall.sharding.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.shardingsphere.sharding.api.sharding.ShardingAutoTableAlgorithm;
import org.apache.shardingsphere.sharding.spi.ShardingAlgorithm;

/** Checks of the sharding algorithms and their properties. */
final class AlgorithmChecks {

  private static final Map<String, Integer> REQUIRED_DATES = Map.of("INTERVAL", 1);

  private AlgorithmChecks() {}

  /** Visits each strategy of the file once, with the table it was first used for. */
  static void eachStrategy(RuleFile file, BiConsumer<Table, Strategy> body) {
    Set<Item> seen = new HashSet<>();
    for (Table table : file.tables()) {
      for (Strategy each : List.of(table.database(), table.table())) {
        if (!each.kind().isEmpty() && seen.add(each.where())) {
          body.accept(table, each);
        }
      }
    }
  }

  static void unknownAlgorithm(RuleFile file, Report report) {
    Set<String> names = file.algorithms().stream().map(Item::name).collect(Collectors.toSet());
    eachStrategy(
        file,
        (table, strategy) -> {
          if (strategy.shards() && strategy.definition().isEmpty()) {
            Optional<Item> place =
                strategy
                    .where()
                    .get(strategy.kind())
                    .flatMap(each -> each.get("shardingAlgorithmName"));
            String what =
                strategy.algorithmName().isEmpty()
                    ? "The strategy of table %s names no algorithm.".formatted(table.name())
                    : "There is no sharding algorithm '%s'.".formatted(strategy.algorithmName());
            report.add(
                place.orElse(strategy.where()),
                what,
                names.isEmpty()
                    ? "Declare it under shardingAlgorithms."
                    : Spelling.hint(strategy.algorithmName(), names));
          }
        });
  }

  static void unused(RuleFile file, Report report) {
    Set<String> used = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    file.tables().forEach(each -> used.add(each.database().algorithmName()));
    file.tables().forEach(each -> used.add(each.table().algorithmName()));
    TableReader reader = new TableReader(file);
    for (String key : List.of("defaultDatabaseStrategy", "defaultTableStrategy")) {
      file.sharding().ifPresent(each -> used.add(reader.strategy(each, key, "").algorithmName()));
    }
    for (Item each : file.algorithms()) {
      if (!used.contains(each.name())) {
        report.add(
            each,
            "No strategy uses the sharding algorithm %s.".formatted(each.name()),
            "Remove it, or name it where it was meant to be used.");
      }
    }
  }

  static void unknownType(RuleFile file, Report report) {
    for (Item each : file.algorithms()) {
      if (!isKnown(each)) {
        report.add(
            each.get("type").orElse(each),
            "Sharding algorithm %s has the unknown type '%s'."
                .formatted(each.name(), each.textOf("type")),
            Spelling.hint(each.textOf("type"), Algorithms.types(ShardingAlgorithm.class))
                + " A type of your own must be on shardctl's class path.",
            each.get("type")
                .filter(Item::isScalar)
                .flatMap(
                    type ->
                        Spelling.nearest(type.text(), Algorithms.types(ShardingAlgorithm.class))
                            .map(name -> Edit.replace(type.node(), name)))
                .orElse(null));
      }
    }
  }

  private static boolean isKnown(Item algorithm) {
    return Algorithms.isType(ShardingAlgorithm.class, algorithm.textOf("type"));
  }

  static void badProperties(RuleFile file, Report report) {
    for (Item each : file.algorithms()) {
      file.made(each.name())
          .failure()
          .filter(_ -> isKnown(each))
          .ifPresent(
              reason ->
                  report.add(
                      each,
                      "ShardingSphere refuses the sharding algorithm %s: %s."
                          .formatted(each.name(), reason),
                      "Give the properties that %s needs.".formatted(each.textOf("type"))));
    }
  }

  static void unknownProperty(RuleFile file, Report report) {
    for (Item each : file.algorithms()) {
      Set<String> known = Algorithms.PROPERTIES.get(each.textOf("type").toUpperCase(Locale.ROOT));
      if (known != null) {
        each.entriesOf("props")
            .filter(property -> !known.contains(property.name()) && property.key() != null)
            .forEach(
                property ->
                    report.add(
                        property,
                        "%s does not read the property '%s'."
                            .formatted(each.textOf("type"), property.name()),
                        Spelling.hint(property.name(), known),
                        Edit.respell(property, known)));
      }
    }
  }

  static void autoOrManual(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      for (Strategy each : List.of(table.database(), table.table())) {
        each.algorithm()
            .filter(made -> made instanceof ShardingAutoTableAlgorithm != table.auto())
            .ifPresent(
                _ ->
                    report.add(
                        table.item(),
                        table.auto()
                            ? "Auto table %s is sharded by %s, which cannot say how many tables there are."
                                .formatted(table.name(), each.type())
                            : "Table %s lists its data nodes, and %s works for autoTables only."
                                .formatted(table.name(), each.type()),
                        table.auto()
                            ? "Use MOD, HASH_MOD, BOUNDARY_RANGE, VOLUME_RANGE or AUTO_INTERVAL."
                            : "Use INLINE or another algorithm of listed tables, or move the table"
                                + " to autoTables."));
      }
    }
  }

  static void rangeAllowed(RuleFile file, Report report) {
    for (Item each : file.algorithms()) {
      each.get("props")
          .flatMap(props -> props.get("allow-range-query-with-inline-sharding"))
          .filter(item -> item.text().equalsIgnoreCase("true"))
          .ifPresent(
              item ->
                  report.add(
                      item,
                      "%s lets every range of keys visit every shard.".formatted(each.name()),
                      "Remove the property; give such statements a key or a range of another column.",
                      Edit.replace(item.node(), "false")));
    }
  }

  static void openInterval(RuleFile file, Report report) {
    for (Item each : file.algorithms()) {
      if (REQUIRED_DATES.containsKey(each.textOf("type"))
          && each.get("props").flatMap(props -> props.get("datetime-upper")).isEmpty()) {
        report.add(
            each,
            "%s ends at the moment the process started: it has no datetime-upper."
                .formatted(each.name()),
            "Write datetime-upper, and plan to move it before that day.");
      }
    }
  }

  static void droppedBoundary(RuleFile file, Report report) {
    for (Item each : file.algorithms()) {
      if (!each.textOf("type").equals("BOUNDARY_RANGE")) {
        continue;
      }
      each.get("props")
          .flatMap(props -> props.get("sharding-ranges"))
          .ifPresent(
              ranges ->
                  Item.split(ranges.text()).stream()
                      .filter(part -> !part.matches("-?\\d{1,18}"))
                      .findFirst()
                      .ifPresent(
                          part ->
                              report.add(
                                  ranges,
                                  "BOUNDARY_RANGE drops the boundary '%s' without a word."
                                      .formatted(part),
                                  "Write whole numbers only.")));
    }
  }
}

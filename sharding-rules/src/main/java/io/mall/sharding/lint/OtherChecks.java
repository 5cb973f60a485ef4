package io.mall.sharding.lint;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.shardingsphere.infra.config.props.ConfigurationPropertyKey;
import org.apache.shardingsphere.infra.config.props.temporary.TemporaryConfigurationPropertyKey;

/** Checks of single and broadcast tables, of properties and the mode. */
final class OtherChecks {

  private OtherChecks() {}

  private static List<Item> singleTables(RuleFile file) {
    return file.rules("!SINGLE").stream().flatMap(each -> each.elementsOf("tables")).toList();
  }

  private static String tableOf(Item single) {
    return single.text().replaceFirst(".*\\.", "");
  }

  static void singleTwice(RuleFile file, Report report) {
    Map<String, Item> seen = new HashMap<>();
    for (Item each : singleTables(file)) {
      String table = tableOf(each);
      Item other = table.equals("*") || each.isBlank() ? null : seen.putIfAbsent(table, each);
      if (other != null) {
        report.add(
            each.valueAt(),
            "Single table %s is claimed twice: as %s and as %s."
                .formatted(table, other.text(), each.text()),
            "Keep the one that holds the rows.");
      }
    }
  }

  static void badSingle(RuleFile file, Report report) {
    Set<String> targets = file.targets();
    for (Item each : singleTables(file)) {
      String text = each.text();
      String dataSource = text.replaceFirst("\\..*", "");
      if (!text.matches("[^.\\s]+(\\.[^.\\s]+){1,2}")) {
        report.add(
            each.valueAt(),
            "'%s' is not of the form data_source.table.".formatted(text),
            "Write data_source.table.");
      } else if (file.knowsTargets() && !dataSource.equals("*") && !targets.contains(dataSource)) {
        report.add(
            each.valueAt(),
            "Single table %s lies in %s, which is no data source."
                .formatted(tableOf(each), dataSource),
            Spelling.hint(dataSource, targets));
      }
    }
  }

  static void twoRules(RuleFile file, Report report) {
    Map<String, String> owners = new HashMap<>();
    file.tables().forEach(each -> owners.put(each.name(), "sharded"));
    Stream<Item> broadcast =
        file.rules("!BROADCAST").stream().flatMap(each -> each.elementsOf("tables"));
    broadcast.forEach(each -> claim(owners, each, each.text(), "broadcast", report));
    singleTables(file).forEach(each -> claim(owners, each, tableOf(each), "single", report));
  }

  private static void claim(
      Map<String, String> owners, Item item, String table, String kind, Report report) {
    String other = owners.putIfAbsent(table, kind);
    if (other != null && !other.equals(kind)) {
      report.add(
          item.valueAt(),
          "Table %s is %s and %s at once.".formatted(table, other, kind),
          "Keep it in one rule.");
    }
  }

  static void everySingle(RuleFile file, Report report) {
    singleTables(file).stream()
        .filter(each -> tableOf(each).equals("*"))
        .forEach(
            each ->
                report.add(
                    each.valueAt(),
                    "'%s' takes in whatever tables the servers hold.".formatted(each.text()),
                    "List the single tables one by one."));
  }

  private static Map<String, Class<?>> propertyTypes() {
    Map<String, Class<?>> types = new HashMap<>();
    Arrays.stream(ConfigurationPropertyKey.values())
        .forEach(k -> types.put(k.getKey(), k.getType()));
    Arrays.stream(TemporaryConfigurationPropertyKey.values())
        .forEach(k -> types.put(k.getKey(), k.getType()));
    return types;
  }

  static void unknownProperty(RuleFile file, Report report) {
    Set<String> known = new TreeSet<>(propertyTypes().keySet());
    file.root()
        .entriesOf("props")
        .filter(each -> !known.contains(each.name()) && each.key() != null)
        .forEach(
            each ->
                report.add(
                    each,
                    "ShardingSphere has no property '%s'.".formatted(each.name()),
                    Spelling.hint(each.name(), known),
                    Edit.respell(each, known)));
  }

  static void badProperty(RuleFile file, Report report) {
    Map<String, Class<?>> types = propertyTypes();
    for (Item each : file.root().entriesOf("props").toList()) {
      Class<?> type = types.get(each.name());
      String text = each.text();
      boolean wrong =
          (type == boolean.class && !text.matches("true|false"))
              || ((type == int.class || type == long.class) && !text.matches("-?\\d{1,18}"));
      if (wrong && !text.contains("$${")) {
        report.add(
            each,
            "'%s' is no value of %s.".formatted(text, each.name()),
            type == boolean.class ? "Write true or false." : "Write a whole number.");
      }
    }
  }

  static void sqlShow(RuleFile file, Report report) {
    property(file, "sql-show")
        .filter(each -> each.text().equals("true"))
        .ifPresent(
            each ->
                report.add(
                    each,
                    "Every statement is logged with its values.",
                    "Write sql-show: false.",
                    Edit.replace(each.node(), "false")));
  }

  private static Optional<Item> property(RuleFile file, String name) {
    return file.root().get("props").flatMap(each -> each.get(name));
  }

  static void badMode(RuleFile file, Report report) {
    Optional<Item> mode = file.root().get("mode");
    if (mode.isEmpty() || !mode.get().isMapping()) {
      return;
    }
    String type = mode.get().textOf("type");
    Set<String> known = Set.of("Standalone", "Cluster");
    if (known.stream().noneMatch(type::equalsIgnoreCase)) {
      report.add(
          mode.get().get("type").orElse(mode.get()),
          type.isEmpty() ? "The mode has no type." : "There is no mode '%s'.".formatted(type),
          Spelling.hint(type, known));
    } else if (type.equalsIgnoreCase("Cluster") && mode.get().get("repository").isEmpty()) {
      report.add(
          mode.get(),
          "Mode Cluster needs a repository.",
          "Add repository, or use mode Standalone.");
    }
  }

  static void connectionsPerQuery(RuleFile file, Report report) {
    Optional<Item> property = property(file, "max-connections-size-per-query");
    if (property.isEmpty() || !property.get().text().matches("\\d{1,6}")) {
      return;
    }
    int perQuery = Integer.parseInt(property.get().text());
    for (Item each : file.dataSources()) {
      int size = DataSourceChecks.poolSize(each);
      if (size > 0 && perQuery > size) {
        report.add(
            property.get(),
            "One statement may want %d connections of %s, whose pool has %d."
                .formatted(perQuery, each.name(), size),
            "Lower max-connections-size-per-query; 1 is right for most.");
        return;
      }
    }
  }
}

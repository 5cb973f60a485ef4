package io.mall.sharding.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks of binding tables. */
final class BindingChecks {

  private BindingChecks() {}

  static void unknownTable(RuleFile file, Report report) {
    Set<String> names = file.tables().stream().map(Table::name).collect(Collectors.toSet());
    for (Item group : file.bindingGroups()) {
      RuleFile.bindingNames(group).stream()
          .filter(each -> file.table(each).isEmpty())
          .forEach(
              each ->
                  report.add(
                      group.valueAt(),
                      "Binding table %s is no sharded table.".formatted(each),
                      Spelling.hint(each, names)));
    }
  }

  private interface Pair {
    void accept(Item group, Table first, Table other);
  }

  private static void eachPair(RuleFile file, Pair body) {
    for (Item group : file.bindingGroups()) {
      List<Table> tables =
          RuleFile.bindingNames(group).stream().flatMap(each -> file.table(each).stream()).toList();
      for (int i = 1; i < tables.size(); i++) {
        if (!tables.getFirst().name().equals(tables.get(i).name())) {
          body.accept(group, tables.getFirst(), tables.get(i));
        }
      }
    }
  }

  static void unequalShape(RuleFile file, Report report) {
    eachPair(
        file,
        (group, first, other) -> {
          if (first.nodes().isEmpty() || other.nodes().isEmpty()) {
            return;
          }
          Set<String> left = shape(first);
          Set<String> right = shape(other);
          if (!left.equals(right)) {
            Set<String> odd = new TreeSet<>(left);
            odd.addAll(right);
            odd.removeIf(each -> left.contains(each) && right.contains(each));
            report.add(
                group.valueAt(),
                "Binding tables %s and %s lie differently: only one of them has %s."
                    .formatted(first.name(), other.name(), odd.iterator().next()),
                "Give both the same data sources and the same suffixes.");
          }
        });
  }

  /** Data sources with the suffixes of their tables. */
  private static Set<String> shape(Table table) {
    Set<String> names = table.actualTables();
    if (names.isEmpty()) {
      return Set.of();
    }
    String first = names.iterator().next();
    String prefix =
        first.startsWith(table.name())
            ? table.name() + first.substring(table.name().length()).replaceAll("\\d+$", "")
            : first.replaceAll("\\d+$", "");
    Set<String> shape = new TreeSet<>();
    table
        .nodes()
        .forEach(
            node ->
                shape.add(
                    node.getDataSourceName() + ".*" + node.getTableName().replace(prefix, "")));
    return shape;
  }

  static void otherAlgorithm(RuleFile file, Report report) {
    eachPair(
        file,
        (group, first, other) -> {
          if (!shape(first).equals(shape(other))) {
            return;
          }
          boolean databases = same(first.database(), other.database(), first, other, true);
          boolean tables = same(first.table(), other.table(), first, other, false);
          if (!databases || !tables) {
            report.add(
                group.valueAt(),
                "Binding tables %s and %s are not sharded by the same %s algorithm."
                    .formatted(first.name(), other.name(), databases ? "table" : "database"),
                "Shard both by the same expression of the same key.");
          }
        });
  }

  private static boolean same(
      Strategy left, Strategy right, Table first, Table other, boolean database) {
    if (left.definition().isEmpty() || right.definition().isEmpty()) {
      return left.shards() == right.shards()
          || left.definition().isPresent() == right.definition().isPresent();
    }
    if (left.algorithmName().equalsIgnoreCase(right.algorithmName())) {
      return true;
    }
    return left.type().equalsIgnoreCase(right.type())
        && plain(left, first, database).equals(plain(right, other, database));
  }

  /** The properties without the names that may differ: the table's own and its column's. */
  private static Map<String, String> plain(Strategy strategy, Table table, boolean database) {
    Map<String, String> plain = new HashMap<>();
    for (Item each :
        strategy.definition().map(d -> d.entriesOf("props").toList()).orElse(List.of())) {
      String text = each.text().replace("$->{", "${").replaceAll("\\s", "");
      for (String column : strategy.columns()) {
        text = text.replaceAll("\\b" + Pattern.quote(column) + "\\b", "KEY");
      }
      if (!database) {
        Optional<String> prefix =
            table.actualTables().stream().findFirst().map(name -> name.replaceAll("\\d+$", ""));
        text = prefix.isPresent() ? text.replace(prefix.get(), "TABLE_") : text;
      }
      plain.put(each.name(), text);
    }
    return plain;
  }

  static void twoGroups(RuleFile file, Report report) {
    Map<String, Item> seen = new HashMap<>();
    for (Item group : file.bindingGroups()) {
      for (String name : RuleFile.bindingNames(group)) {
        Item other = seen.put(name.toLowerCase(Locale.ROOT), group);
        if (other != null) {
          report.add(
              group.valueAt(),
              "Table %s stands in two groups of binding tables; the first is forgotten."
                  .formatted(name),
              "Join the groups, or take it out of one.");
        }
      }
    }
  }
}

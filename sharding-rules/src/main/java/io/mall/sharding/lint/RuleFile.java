package io.mall.sharding.lint;

import io.mall.sharding.route.ddl.LogicSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A rules file as the checks see it: what it says, however wrong, resolved once. */
final class RuleFile {

  private final Item root;
  private final Linter.Options options;
  private final Map<String, Algorithms.Made> made = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Reach> reaches = new LinkedHashMap<>();
  private final List<Table> tables;

  RuleFile(Item root, Linter.Options options) {
    this.root = root;
    this.options = options;
    algorithms().forEach(each -> made.put(each.name(), Algorithms.make(each)));
    tables = new TableReader(this).read();
  }

  Item root() {
    return root;
  }

  Linter.Options options() {
    return options;
  }

  Optional<LogicSchema> schema() {
    return options.schema();
  }

  List<Item> rules(String tag) {
    return root.elementsOf("rules").filter(each -> each.tag().equals(tag)).toList();
  }

  Optional<Item> sharding() {
    return rules("!SHARDING").stream().findFirst();
  }

  List<Item> dataSources() {
    return root.entriesOf("dataSources").toList();
  }

  List<Item> groups() {
    return rules("!READWRITE_SPLITTING").stream()
        .flatMap(each -> each.entriesOf("dataSourceGroups"))
        .toList();
  }

  List<Item> algorithms() {
    return shardingEntries("shardingAlgorithms");
  }

  List<Item> shardingEntries(String key) {
    return sharding().stream().flatMap(each -> each.entriesOf(key)).toList();
  }

  List<Table> tables() {
    return tables;
  }

  Optional<Table> table(String name) {
    return tables.stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * Groups of binding tables, each a scalar of names separated by commas, with or without a name.
   */
  List<Item> bindingGroups() {
    return sharding().stream()
        .flatMap(each -> each.elementsOf("bindingTables"))
        .filter(each -> !each.isBlank())
        .toList();
  }

  static List<String> bindingNames(Item group) {
    return Item.split(group.text().substring(group.text().indexOf(':') + 1));
  }

  /** Every name that a data node may use: data sources and read/write groups. */
  Set<String> targets() {
    Set<String> names = new LinkedHashSet<>();
    groups().forEach(each -> names.add(each.name()));
    dataSources().forEach(each -> names.add(each.name()));
    return names;
  }

  /**
   * Without data sources in the file the program gives them, and their names are not known here.
   */
  boolean knowsTargets() {
    return root.get("dataSources").map(each -> !each.entries().isEmpty()).orElse(false);
  }

  Set<String> groupMembers() {
    Set<String> members = new HashSet<>();
    groups().forEach(each -> members.addAll(members(each)));
    return members;
  }

  static List<String> members(Item group) {
    List<String> members = new ArrayList<>();
    Stream.concat(
            group.get("writeDataSourceName").map(Item::text).stream(),
            group.elementsOf("readDataSourceNames").map(Item::text))
        .filter(each -> !each.isEmpty())
        .forEach(members::add);
    return members;
  }

  Algorithms.Made made(String algorithm) {
    return made.getOrDefault(algorithm, new Algorithms.Made(Optional.empty(), Optional.empty()));
  }

  /** What the keys of a table reach; worked out once. */
  Reach reach(Table table) {
    return reaches.computeIfAbsent(table.name(), _ -> Reach.of(this, table));
  }
}

package io.mall.sharding.lint;

import io.mall.sharding.slot.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A logic table of a rules file, whose algorithms can be asked where a key goes. */
public final class PlacedTable {

  /** How a table lies in the data sources. */
  public enum Kind {
    /** Cut into actual tables by a key. */
    SHARDED,
    /** Whole in one data source. */
    SINGLE,
    /** Whole in every data source. */
    BROADCAST
  }

  /** How many numbers in a row; 16 for each of 1,024 slots. */
  private static final long EVEN = 1 << 14;

  private final String name;
  private final Kind kind;
  private final Position at;
  private final List<String> nodes;
  private final Optional<Asked> asked;

  /** What is needed to ask. */
  private record Asked(
      RuleFile file, Table table, Targets databases, Targets tables, List<String> columns) {}

  /** What combinations of data sources and tables come to; asked by several threads at once. */
  private final Map<Set<String>, Map<Set<String>, Set<String>>> known = new ConcurrentHashMap<>();

  private PlacedTable(
      String name, Kind kind, Position at, List<String> nodes, Optional<Asked> asked) {
    this.name = name;
    this.kind = kind;
    this.at = at;
    this.nodes = List.copyOf(new LinkedHashSet<>(nodes));
    this.asked = asked;
  }

  static PlacedTable whole(String name, Kind kind, Position at, List<String> nodes) {
    return new PlacedTable(name, kind, at, nodes, Optional.empty());
  }

  static PlacedTable sharded(RuleFile file, Table table) {
    List<String> nodes = table.nodes().stream().map(NodeChecks::text).toList();
    Optional<Asked> asked = Optional.empty();
    if (!nodes.isEmpty() && Reach.isAskable(table)) {
      Targets databases = new Targets(table, table.database(), table.dataSources());
      Targets tables = new Targets(table, table.table(), table.actualTables());
      asked =
          Optional.of(
              new Asked(file, table, databases, tables, columns(file, table, databases, tables)));
    }
    return new PlacedTable(table.name(), Kind.SHARDED, table.place().at(), nodes, asked);
  }

  /** The first column that finds a data node alone, else all of them. */
  private static List<String> columns(
      RuleFile file, Table table, Targets databases, Targets tables) {
    for (String column : table.shardingColumns()) {
      List<Comparable<?>> values = Sample.accepted(file, table, column).orElse(List.of());
      if (!values.isEmpty()
          && databases.of(column, values.getFirst()).isPresent()
          && tables.of(column, values.getFirst()).isPresent()
          && knows(table.database(), column)
          && knows(table.table(), column)) {
        return List.of(column);
      }
    }
    return table.shardingColumns();
  }

  private static boolean knows(Strategy strategy, String column) {
    return !strategy.shards() || strategy.columns().contains(column);
  }

  /** Its name in statements. */
  public String name() {
    return name;
  }

  /** How it lies. */
  public Kind kind() {
    return kind;
  }

  /** Where the file says so. */
  public Position at() {
    return at;
  }

  /** Its actual tables, {@code data_source.table}. */
  public List<String> nodes() {
    return nodes;
  }

  /** Whether the algorithms can be asked, which those of a hint or a foreign class cannot. */
  public boolean isAskable() {
    return kind != Kind.SHARDED || asked.isPresent();
  }

  /** The columns of a key: one where one is enough. */
  public List<String> keyColumns() {
    return asked.map(Asked::columns).orElse(List.of());
  }

  /** All columns that find a shard. */
  public List<String> shardingColumns() {
    return asked.map(each -> each.table().shardingColumns()).orElse(List.of());
  }

  /** What tables share that place their keys alike: they need be asked once. */
  public String family() {
    return asked
        .map(
            each ->
                "%s %s %s %s %s"
                    .formatted(
                        each.table().database().algorithmName(),
                        each.table().database().columns(),
                        each.table().table().algorithmName(),
                        each.table().table().columns(),
                        nodes.stream().map(node -> node.replace("." + name, ".")).toList()))
        .orElse(kind + " " + name);
  }

  /** The data nodes a key reaches; none where it goes astray or is refused. */
  public Set<String> route(Map<String, Comparable<?>> key) {
    if (asked.isEmpty()) {
      return Set.copyOf(nodes);
    }
    Map<String, List<Comparable<?>>> values = HashMap.newHashMap(key.size());
    key.forEach((column, value) -> values.put(column, List.<Comparable<?>>of(value)));
    Optional<Set<String>> databases = asked.get().databases().of(values);
    Optional<Set<String>> tables = asked.get().tables().of(values);
    if (databases.isEmpty() || tables.isEmpty()) {
      return Set.of();
    }
    return known
        .computeIfAbsent(databases.get(), _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(tables.get(), _ -> combined(databases.get(), tables.get()));
  }

  private Set<String> combined(Set<String> databases, Set<String> tables) {
    Set<String> reached = new LinkedHashSet<>();
    for (String database : databases) {
      tables.forEach(table -> reached.add(database + "." + table));
    }
    reached.retainAll(nodes);
    return reached;
  }

  /** Keys that its algorithms accept, with those at every boundary that the file mentions. */
  public List<Map<String, Comparable<?>>> sample() {
    List<Map<String, Comparable<?>>> keys = new ArrayList<>();
    asked.ifPresent(
        each -> {
          Map<String, List<Comparable<?>>> values = new LinkedHashMap<>();
          for (String column : each.columns()) {
            values.put(
                column, Sample.accepted(each.file(), each.table(), column).orElse(List.of()));
          }
          int size = values.values().stream().mapToInt(List::size).min().orElse(0);
          for (int i = 0; i < size; i++) {
            Map<String, Comparable<?>> key = new TreeMap<>();
            for (var column : values.entrySet()) {
              key.put(column.getKey(), column.getValue().get(i));
            }
            keys.add(key);
          }
        });
    return keys;
  }

  /**
   * Keys for shares: numbers in a row where the algorithms spread numbers, so that the shares come
   * out exact; else the sample.
   */
  public List<Map<String, Comparable<?>>> evenKeys() {
    List<Map<String, Comparable<?>>> sample = sample();
    boolean numbers =
        asked.isPresent()
            && keyColumns().size() == 1
            && !isOrdered(asked.get().table())
            && !sample.isEmpty()
            && sample.getFirst().values().stream().allMatch(Long.class::isInstance);
    if (!numbers) {
      return sample;
    }
    List<Map<String, Comparable<?>>> keys = new ArrayList<>();
    for (long key = EVEN; key < 2 * EVEN; key++) {
      keys.add(Map.of(keyColumns().getFirst(), key));
    }
    return keys;
  }

  private static boolean isOrdered(Table table) {
    return Stream.of(table.database(), table.table())
        .anyMatch(each -> each.type().endsWith("RANGE") || each.type().endsWith("INTERVAL"));
  }

  /** The slot of a key, where the table lies by slots. */
  public OptionalInt slot(Comparable<?> key) {
    boolean slots =
        asked.filter(each -> each.table().table().type().equals("MALL_SLOT")).isPresent();
    if (!slots) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        key instanceof Long id ? Slot.ofId(id).value() : Slot.ofName(key.toString()).value());
  }

  /**
   * Whether its keys are times or lie in ranges, so that only those of the sample mean anything.
   */
  public boolean isOrdered() {
    return asked.filter(each -> isOrdered(each.table())).isPresent();
  }
}

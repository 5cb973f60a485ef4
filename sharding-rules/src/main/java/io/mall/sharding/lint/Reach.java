package io.mall.sharding.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.shardingsphere.sharding.api.sharding.ShardingAutoTableAlgorithm;

/**
 * Where the keys of a table go, found by asking its algorithms for a few thousand of them.
 *
 * @param lost a key whose target does not exist anywhere, and the target
 * @param torn a key whose table exists, but not in the data source it goes to
 * @param unreached data nodes no key reaches because one of the algorithms never names them
 * @param crossed data nodes no key reaches although each half of the name is reached
 * @param hits how many keys went to each data node
 * @param keys how many keys were asked
 */
record Reach(
    Optional<Example> lost,
    Optional<Example> torn,
    List<String> unreached,
    List<String> crossed,
    Map<String, Integer> hits,
    int keys) {

  static final Reach UNKNOWN =
      new Reach(Optional.empty(), Optional.empty(), List.of(), List.of(), Map.of(), 0);

  /** A key and where it goes. */
  record Example(String key, String target) {}

  static Reach of(RuleFile file, Table table) {
    if (table.nodes().isEmpty() || !isAskable(table)) {
      return UNKNOWN;
    }
    Map<String, List<Comparable<?>>> sample = Sample.of(file, table);
    return sample.isEmpty() ? UNKNOWN : new Walk(table).walk(sample);
  }

  /** One half may be none or unknown; then nothing can be said about the table. */
  static boolean isAskable(Table table) {
    boolean fits =
        table
            .table()
            .algorithm()
            .map(each -> each instanceof ShardingAutoTableAlgorithm == table.auto())
            .orElse(true);
    boolean database = !table.database().shards() || Targets.isAskable(table.database());
    boolean tables = !table.table().shards() || Targets.isAskable(table.table());
    return fits && database && tables && (table.database().shards() || table.table().shards());
  }

  /** The asking. */
  private static final class Walk {

    private final Table table;
    private final Targets databases;
    private final Targets tables;
    private final Set<String> nodes = new LinkedHashSet<>();
    private final Set<String> dataSourcesSeen = new LinkedHashSet<>();
    private final Set<String> tablesSeen = new LinkedHashSet<>();
    private final Map<String, Integer> hits = new TreeMap<>();
    private Optional<Example> lost = Optional.empty();
    private Optional<Example> torn = Optional.empty();
    private int asked;

    Walk(Table table) {
      this.table = table;
      databases = new Targets(table, table.database(), table.dataSources());
      tables = new Targets(table, table.table(), table.actualTables());
      table
          .nodes()
          .forEach(node -> nodes.add(node.getDataSourceName() + "." + node.getTableName()));
    }

    Reach walk(Map<String, List<Comparable<?>>> sample) {
      int size = sample.values().stream().mapToInt(List::size).min().orElse(0);
      for (int i = 0; i < size; i++) {
        Map<String, List<Comparable<?>>> key = new LinkedHashMap<>();
        for (var column : sample.entrySet()) {
          key.put(column.getKey(), List.<Comparable<?>>of(column.getValue().get(i)));
        }
        visit(key);
      }
      List<String> unreached = new ArrayList<>();
      List<String> crossed = new ArrayList<>();
      for (var node : table.nodes()) {
        String name = node.getDataSourceName() + "." + node.getTableName();
        if (!hits.containsKey(name) && asked > 0) {
          boolean halves =
              dataSourcesSeen.contains(node.getDataSourceName())
                  && tablesSeen.contains(node.getTableName());
          (halves ? crossed : unreached).add(name);
        }
      }
      return new Reach(lost, torn, unreached, crossed, hits, asked);
    }

    private void visit(Map<String, List<Comparable<?>>> key) {
      Optional<Set<String>> to = databases.of(key);
      Optional<Set<String>> into = tables.of(key);
      if (to.isEmpty() || into.isEmpty()) {
        return;
      }
      asked++;
      Optional<String> absent =
          firstAbsent(to.get(), databases).or(() -> firstAbsent(into.get(), tables));
      if (absent.isPresent()) {
        lost = lost.or(() -> Optional.of(new Example(text(key), absent.get())));
        return;
      }
      dataSourcesSeen.addAll(to.get());
      tablesSeen.addAll(into.get());
      boolean any = false;
      for (String dataSource : to.get()) {
        for (String actual : into.get()) {
          String node = dataSource + "." + actual;
          if (nodes.contains(node)) {
            any = true;
            hits.merge(node, 1, Integer::sum);
          }
        }
      }
      if (!any) {
        String node = String.join("/", to.get()) + "." + String.join("/", into.get());
        torn = torn.or(() -> Optional.of(new Example(text(key), node)));
      }
    }

    private static Optional<String> firstAbsent(Set<String> targets, Targets side) {
      if (targets.isEmpty()) {
        return Optional.of("nothing at all");
      }
      return targets.stream()
          .filter(each -> !side.available().contains(each))
          .map(each -> each.isEmpty() ? "no existing name" : each)
          .findFirst();
    }

    private static String text(Map<String, List<Comparable<?>>> key) {
      return key.entrySet().stream()
          .map(each -> each.getKey() + " = " + each.getValue().getFirst())
          .collect(Collectors.joining(", "));
    }
  }
}

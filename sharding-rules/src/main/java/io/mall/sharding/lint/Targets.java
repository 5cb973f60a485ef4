package io.mall.sharding.lint;

import com.google.common.collect.Range;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.shardingsphere.infra.datanode.DataNodeInfo;
import org.apache.shardingsphere.sharding.api.sharding.complex.ComplexKeysShardingAlgorithm;
import org.apache.shardingsphere.sharding.api.sharding.complex.ComplexKeysShardingValue;
import org.apache.shardingsphere.sharding.api.sharding.standard.PreciseShardingValue;
import org.apache.shardingsphere.sharding.api.sharding.standard.StandardShardingAlgorithm;

/** One strategy of a table, asked for the target of a key as ShardingSphere asks it. */
final class Targets {

  private final Table table;
  private final Strategy strategy;
  private final Set<String> available;
  private final DataNodeInfo info;

  Targets(Table table, Strategy strategy, Set<String> available) {
    this.table = table;
    this.strategy = strategy;
    this.available = available;
    this.info = info(table.name(), available);
  }

  /**
   * As ShardingSphere derives it: what stands before the digits, and how many there are at least.
   */
  private static DataNodeInfo info(String logicTable, Set<String> names) {
    String first = names.iterator().next();
    String prefix =
        first.startsWith(logicTable)
            ? logicTable + first.substring(logicTable.length()).replaceAll("\\d+$", "")
            : first.replaceAll("\\d+$", "");
    int shortest = names.stream().mapToInt(each -> each.length() - prefix.length()).min().orElse(1);
    return new DataNodeInfo(prefix, Math.max(0, shortest), '0');
  }

  /** Whether this strategy can be asked at all. */
  static boolean isAskable(Strategy strategy) {
    boolean fits =
        (strategy.kind().equals("standard")
                && strategy.columns().size() == 1
                && strategy.algorithm().orElse(null) instanceof StandardShardingAlgorithm)
            || (strategy.kind().equals("complex")
                && !strategy.columns().isEmpty()
                && strategy.algorithm().orElse(null) instanceof ComplexKeysShardingAlgorithm);
    return fits && Expressions.notRun(strategy.expression(), strategy.columns()).isEmpty();
  }

  /**
   * The targets of a key, existing or not; nothing where the algorithm refuses the key.
   *
   * @param key values by column
   */
  Optional<Set<String>> of(Map<String, ? extends Collection<Comparable<?>>> key) {
    if (!strategy.shards()) {
      return Optional.of(available);
    }
    try {
      return Optional.of(ask(key));
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  Optional<Set<String>> of(String column, Comparable<?> value) {
    return of(Map.of(column, List.<Comparable<?>>of(value)));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // ShardingSphere's own calls are raw as well
  private Set<String> ask(Map<String, ? extends Collection<Comparable<?>>> key) {
    Set<String> targets = new LinkedHashSet<>();
    if (strategy.kind().equals("standard")) {
      var algorithm = (StandardShardingAlgorithm) strategy.algorithm().orElseThrow();
      String column = strategy.columns().getFirst();
      Collection<Comparable<?>> given = key.get(column);
      for (Comparable<?> value : given == null ? List.<Comparable<?>>of() : given) {
        String target =
            algorithm.doSharding(
                available, new PreciseShardingValue(table.name(), column, info, value));
        targets.add(target == null ? "" : target);
      }
      return targets;
    }
    var algorithm = (ComplexKeysShardingAlgorithm) strategy.algorithm().orElseThrow();
    Map<String, Collection<Comparable<?>>> values = new LinkedHashMap<>();
    for (String column : strategy.columns()) {
      Collection<Comparable<?>> given = key.get(column);
      if (given != null) {
        values.put(column, given);
      }
    }
    Map<String, Range<Comparable<?>>> ranges = Map.of();
    targets.addAll(
        algorithm.doSharding(
            available, new ComplexKeysShardingValue(table.name(), values, ranges)));
    return targets;
  }

  Set<String> available() {
    return available;
  }
}

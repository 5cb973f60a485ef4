package io.mall.sharding.lint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Keys that a table's algorithms accept. */
final class Sample {

  private Sample() {}

  /**
   * A list of values for each sharding column, independent of each other; empty where none works.
   */
  static Map<String, List<Comparable<?>>> of(RuleFile file, Table table) {
    Map<String, List<Comparable<?>>> sample = new LinkedHashMap<>();
    int salt = 0;
    for (String column : table.shardingColumns()) {
      Optional<List<Comparable<?>>> values = accepted(file, table, column);
      if (values.isEmpty()) {
        return Map.of();
      }
      List<Comparable<?>> shuffled = new ArrayList<>(values.get());
      if (salt > 0) {
        Collections.shuffle(shuffled, new Random(salt));
      }
      salt++;
      sample.put(column, shuffled);
    }
    return sample;
  }

  /** The first kind of keys that most of the strategies which use this column accept. */
  static Optional<List<Comparable<?>>> accepted(RuleFile file, Table table, String column) {
    List<Targets> users = new ArrayList<>();
    if (table.database().shards() && table.database().columns().contains(column)) {
      users.add(new Targets(table, table.database(), table.dataSources()));
    }
    if (table.table().shards() && table.table().columns().contains(column)) {
      users.add(new Targets(table, table.table(), table.actualTables()));
    }
    Map<String, List<Comparable<?>>> others = new LinkedHashMap<>();
    table.shardingColumns().forEach(each -> others.put(each, List.<Comparable<?>>of(1L)));
    for (List<Comparable<?>> values : Keys.candidates(file, table, column)) {
      int step = Math.max(1, values.size() / 64);
      int accepted = 0;
      int asked = 0;
      for (int i = 0; i < values.size(); i += step) {
        asked++;
        Comparable<?> value = values.get(i);
        if (users.stream().allMatch(each -> accepts(each, others, column, value))) {
          accepted++;
        }
      }
      if (accepted * 4 >= asked) {
        return Optional.of(values);
      }
    }
    return Optional.empty();
  }

  /** Alone, or where the algorithm wants all columns, together with the others. */
  private static boolean accepts(
      Targets targets,
      Map<String, List<Comparable<?>>> others,
      String column,
      Comparable<?> value) {
    Optional<Set<String>> alone = targets.of(column, value);
    if (alone.isPresent()) {
      return true;
    }
    Map<String, List<Comparable<?>>> all = new LinkedHashMap<>(others);
    all.put(column, List.<Comparable<?>>of(value));
    return targets.of(all).isPresent();
  }
}

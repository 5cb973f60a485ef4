package io.mall.sharding.simulate;

import io.mall.sharding.lint.PlacedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes keys of the kind a table's algorithms accept. */
final class KeyMaker {

  private KeyMaker() {}

  /** So many different keys; fewer where the table's keys are times or lie in ranges. */
  static List<Comparable<?>> keys(PlacedTable table, int count, long seed) {
    List<Comparable<?>> sample = new ArrayList<>();
    for (Map<String, Comparable<?>> each : table.sample()) {
      sample.add(each.values().iterator().next());
    }
    if (sample.isEmpty() || table.isOrdered()) {
      return sample;
    }
    Random random = new Random(seed);
    List<Comparable<?>> keys = new ArrayList<>(count);
    boolean numbers = sample.getFirst() instanceof Long;
    boolean digits = sample.getFirst().toString().matches("\\d+");
    for (int i = 0; i < count; i++) {
      long number = random.nextLong() >>> 2;
      if (numbers) {
        keys.add(number);
      } else {
        keys.add(digits ? String.valueOf(number) : "user-" + Long.toString(number, 36));
      }
    }
    return keys;
  }
}

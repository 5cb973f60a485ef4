package io.mall.sharding.slot;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Sixty-four contiguous slots that share one set of actual tables and always live together in one
 * data source; its number is the suffix of those tables ({@code orders_0} to {@code orders_15}).
 *
 * @param number 0 to 15
 */
public record TableGroup(int number) implements Comparable<TableGroup> {
  public static final int COUNT = 16;
  public static final int SLOTS = Slot.COUNT / COUNT;

  private static final List<TableGroup> ALL =
      IntStream.range(0, COUNT).mapToObj(TableGroup::new).toList();

  public TableGroup {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException(
          "A table group is 0 to " + (COUNT - 1) + ", not " + number);
    }
  }

  /** Every group, in order: what a background job walks over, one single-shard statement each. */
  public static List<TableGroup> all() {
    return ALL;
  }

  /** The lowest slot of the group: the left end of {@code slot BETWEEN … AND …}. */
  public int firstSlot() {
    return number * SLOTS;
  }

  /** The highest slot of the group: the right end of {@code slot BETWEEN … AND …}. */
  public int lastSlot() {
    return firstSlot() + SLOTS - 1;
  }

  @Override
  public int compareTo(TableGroup other) {
    return Integer.compare(number, other.number);
  }
}

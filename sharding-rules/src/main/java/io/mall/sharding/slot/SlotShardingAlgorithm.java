package io.mall.sharding.slot;

import com.google.common.collect.BoundType;
import com.google.common.collect.Iterables;
import com.google.common.collect.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.shardingsphere.sharding.api.sharding.complex.ComplexKeysShardingAlgorithm;
import org.apache.shardingsphere.sharding.api.sharding.complex.ComplexKeysShardingValue;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm {@code MALL_SLOT}: any sharding column that carries a slot finds the table group
 * and the data source that holds it. Its properties are explained in the README of {@code
 * sharding-rules}.
 */
public final class SlotShardingAlgorithm implements ComplexKeysShardingAlgorithm<Comparable<?>> {
  private static final long ALL = (1L << TableGroup.COUNT) - 1;

  private enum Kind {
    ID,
    NAME,
    SLOT
  }

  /** What a sharding column carries; of keys that contradict each other the lowest rank wins. */
  private record Column(Kind kind, int rank) {}

  private final Map<String, Long> targets = new ConcurrentHashMap<>();
  private Map<String, Column> columns = Map.of();
  private @Nullable Placement placement;

  @Override
  public String getType() {
    return "MALL_SLOT";
  }

  @Override
  public void init(Properties props) {
    SlotProps parsed = SlotProps.parse(props);
    Map<String, Column> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    parsed.idColumns().forEach(each -> byName.put(each, new Column(Kind.ID, byName.size())));
    parsed.nameColumns().forEach(each -> byName.put(each, new Column(Kind.NAME, byName.size())));
    parsed.slotColumns().forEach(each -> byName.put(each, new Column(Kind.SLOT, byName.size())));
    columns = byName;
    placement = parsed.placement();
  }

  /** Where the groups are, if this instance chooses data sources; null if it chooses tables. */
  public @Nullable Placement placement() {
    return placement;
  }

  /** Whether the properties say what a column carries. */
  public boolean knows(String column) {
    return columns.containsKey(column);
  }

  @Override
  public Collection<String> doSharding(
      Collection<String> available, ComplexKeysShardingValue<Comparable<?>> value) {
    long groups = groups(value);
    List<String> chosen = new ArrayList<>(1);
    for (String each : available) {
      if ((targets.computeIfAbsent(each, this::groupsOf) & groups) != 0) {
        chosen.add(each);
      }
    }
    return chosen;
  }

  /** The groups a data source or an actual table holds, as a set of bits. */
  private long groupsOf(String target) {
    if (placement != null) {
      long groups = 0;
      for (TableGroup each : placement.groupsOf(target)) {
        groups |= bit(each.number());
      }
      return groups;
    }
    String suffix = target.substring(target.lastIndexOf('_') + 1);
    boolean group = suffix.matches("0|[1-9][0-9]?") && Integer.parseInt(suffix) < TableGroup.COUNT;
    return group ? bit(Integer.parseInt(suffix)) : 0;
  }

  /**
   * The groups that all given keys agree on. Keys of different slots match no row that the schema
   * admits; the statement then goes where the first of them points, and finds nothing.
   */
  private long groups(ComplexKeysShardingValue<Comparable<?>> value) {
    String table = value.getLogicTableName();
    long agreed = ALL;
    long first = 0;
    int firstRank = Integer.MAX_VALUE;
    String absent = null;
    int absentRank = Integer.MAX_VALUE;
    for (var each : value.getColumnNameAndShardingValuesMap().entrySet()) {
      Column column = column(table, each.getKey());
      if (isAbsent(each.getValue())) {
        if (column.rank < absentRank) {
          absent = each.getKey();
          absentRank = column.rank;
        }
        continue;
      }
      long groups = exact(table, each.getKey(), column, each.getValue());
      agreed &= groups;
      if (column.rank < firstRank) {
        first = groups;
        firstRank = column.rank;
      }
    }
    String unusable = null;
    for (var each : value.getColumnNameAndRangeValuesMap().entrySet()) {
      Column column = column(table, each.getKey());
      if (column.kind != Kind.SLOT) {
        unusable = each.getKey() + " in " + each.getValue();
        continue;
      }
      long groups = between(table, each.getKey(), each.getValue());
      agreed &= groups;
      if (column.rank < firstRank) {
        first = groups;
        firstRank = column.rank;
      }
    }
    if (firstRank == Integer.MAX_VALUE) {
      throw nothingGiven(table, absent, unusable);
    }
    return agreed != 0 ? agreed : first;
  }

  /** The insert of a row without this column, or a comparison that no row passes. */
  private static boolean isAbsent(Collection<Comparable<?>> values) {
    return values.size() == 1 && Iterables.getOnlyElement(values) == null;
  }

  private static UnroutableException nothingGiven(
      String table, @Nullable String absent, @Nullable String range) {
    return UnroutableException.badKey(
        range != null
            ? "%s.%s cannot be routed: a range of keys says nothing about their slots; add the key"
                    .formatted(table, range)
                + " itself, or a range of slots"
            : "%s.%s = null cannot be routed: it is null".formatted(table, absent));
  }

  private Column column(String table, String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw UnroutableException.badKey(
          "%s.%s cannot be routed: it is a sharding column in the rules, but the properties of"
                  .formatted(table, name)
              + " MALL_SLOT do not say what it carries");
    }
    return column;
  }

  private static long exact(
      String table, String name, Column column, Collection<Comparable<?>> values) {
    long groups = 0;
    for (Comparable<?> each : values) {
      int slot =
          switch (column.kind) {
            case ID -> KeyValue.slotOfId(table, name, each);
            case NAME -> KeyValue.slotOfName(table, name, each);
            case SLOT -> KeyValue.slot(table, name, each);
          };
      groups |= bit(slot / TableGroup.SLOTS);
    }
    return groups;
  }

  private static long between(String table, String name, Range<Comparable<?>> range) {
    long low = 0;
    if (range.hasLowerBound()) {
      low = KeyValue.bound(table, name, range.lowerEndpoint());
      low += range.lowerBoundType() == BoundType.OPEN ? 1 : 0;
    }
    long high = Slot.COUNT - 1;
    if (range.hasUpperBound()) {
      long bound = KeyValue.bound(table, name, range.upperEndpoint());
      high = Math.min(high, bound - (range.upperBoundType() == BoundType.OPEN ? 1 : 0));
    }
    if (low > high) {
      throw UnroutableException.badKey(
          "%s.%s in %s cannot be routed: it holds no slot of 0 to %d"
              .formatted(table, name, range, Slot.COUNT - 1));
    }
    long groups = 0;
    for (long group = low / TableGroup.SLOTS; group <= high / TableGroup.SLOTS; group++) {
      groups |= bit((int) group);
    }
    return groups;
  }

  private static long bit(int group) {
    return 1L << group;
  }
}

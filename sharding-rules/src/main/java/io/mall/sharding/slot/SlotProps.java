package io.mall.sharding.slot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The properties of {@code MALL_SLOT} in a rules file, checked.
 *
 * @param placement set if and only if data sources are the target
 */
record SlotProps(
    @Nullable Placement placement,
    List<String> idColumns,
    List<String> nameColumns,
    List<String> slotColumns) {
  private static final Set<String> KNOWN =
      Set.of("target", "placement", "id-columns", "name-columns", "slot-columns");

  static SlotProps parse(Properties given) {
    // YAML hands over numbers and booleans as such, which Properties.getProperty does not see.
    Map<String, String> props = new TreeMap<>();
    given.forEach((key, value) -> props.put(key.toString(), value.toString()));
    Set<String> unknown = new TreeSet<>(props.keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw wrong("unknown %s; known are %s".formatted(unknown, new TreeSet<>(KNOWN)));
    }
    List<String> ids = columns(props, "id-columns");
    List<String> names = columns(props, "name-columns");
    List<String> slots = columns(props, "slot-columns");
    Set<String> seen = new TreeSet<>();
    for (List<String> each : List.of(ids, names, slots)) {
      for (String column : each) {
        if (!seen.add(column)) {
          throw wrong("column `" + column + "` is listed twice");
        }
      }
    }
    if (seen.isEmpty()) {
      throw wrong("none of `id-columns`, `name-columns`, `slot-columns` names a column");
    }
    return new SlotProps(placement(props), ids, names, slots);
  }

  private static @Nullable Placement placement(Map<String, String> props) {
    @Nullable String target = props.get("target");
    @Nullable String placement = props.get("placement");
    return switch (target) {
      case "data-source" -> {
        if (placement == null) {
          throw wrong("`target: data-source` needs a `placement`");
        }
        try {
          yield Placement.parse(placement);
        } catch (IllegalArgumentException e) {
          throw wrong(String.valueOf(e.getMessage()));
        }
      }
      case "table" -> {
        if (placement != null) {
          throw wrong("`placement` contradicts `target: table`: a table has its group in its name");
        }
        yield null;
      }
      case null -> throw wrong("`target` is missing; it is `data-source` or `table`");
      default -> throw wrong("`target: " + target + "` is neither `data-source` nor `table`");
    };
  }

  private static List<String> columns(Map<String, String> props, String key) {
    List<String> columns = new ArrayList<>();
    for (String each : props.getOrDefault(key, "").split(",", -1)) {
      if (!each.isBlank()) {
        columns.add(each.strip().toLowerCase(Locale.ROOT));
      }
    }
    return List.copyOf(columns);
  }

  private static IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException("Properties of MALL_SLOT: " + reason);
  }
}

package io.mall.sharding.explain;

import io.mall.sharding.lint.PlacedTable;
import io.mall.sharding.lint.Placements;
import io.mall.sharding.live.Source;
import io.mall.sharding.route.preview.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement as one shard would get it.
 *
 * @param group the logic data source
 * @param tables the actual table of each logic one
 */
record Shard(String group, Map<String, String> tables, String sql, List<Object> parameters) {

  String name() {
    return group + " " + String.join("+", tables.values());
  }

  /** The shards a statement can reach with other keys than those of the example. */
  static List<Shard> of(Route.Unit unit, Placements placements) {
    String group =
        placements.sources().stream()
            .filter(each -> each.name().equals(unit.dataSource()))
            .map(Source::group)
            .findFirst()
            .orElse(unit.dataSource());
    Map<PlacedTable, String> actual = new LinkedHashMap<>();
    int number = -1;
    boolean together = true;
    for (String table : unit.tables()) {
      for (PlacedTable each : placements.tables()) {
        int index = each.nodes().indexOf(group + "." + table);
        if (index >= 0) {
          actual.put(each, table);
          if (each.kind() == PlacedTable.Kind.SHARDED) {
            together &= number < 0 || number == index;
            number = index;
          }
        }
      }
    }
    if (number < 0 || !together) {
      Map<String, String> names = new LinkedHashMap<>();
      actual.forEach((logic, name) -> names.put(logic.name(), name));
      return List.of(new Shard(group, names, unit.sql(), unit.parameters()));
    }
    return moved(unit, actual);
  }

  private static List<Shard> moved(Route.Unit unit, Map<PlacedTable, String> actual) {
    int size =
        actual.keySet().stream()
            .filter(each -> each.kind() == PlacedTable.Kind.SHARDED)
            .mapToInt(each -> each.nodes().size())
            .min()
            .orElse(0);
    List<Shard> shards = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Map<String, String> names = new LinkedHashMap<>();
      String sql = unit.sql();
      String group = "";
      for (var each : actual.entrySet()) {
        boolean sharded = each.getKey().kind() == PlacedTable.Kind.SHARDED;
        String node = each.getKey().nodes().get(sharded ? i : 0);
        String name = node.substring(node.indexOf('.') + 1);
        group = sharded ? node.substring(0, node.indexOf('.')) : group;
        names.put(each.getKey().name(), name);
        sql = renamed(sql, each.getValue(), name);
      }
      shards.add(new Shard(group, names, sql, unit.parameters()));
    }
    return shards;
  }

  /** The statement on another table. */
  static String renamed(String sql, String from, String to) {
    return Pattern.compile("(?<![\\w$])" + Pattern.quote(from) + "(?![\\w$])")
        .matcher(sql)
        .replaceAll(Matcher.quoteReplacement(to));
  }

  Shard with(List<Object> values) {
    return new Shard(group, tables, sql, values);
  }

  /** The logic table whose actual one is so called. */
  Optional<String> logic(String table) {
    return tables.entrySet().stream()
        .filter(each -> each.getKey().equals(table) || each.getValue().equals(table))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}

package io.mall.sharding.simulate;

import io.mall.sharding.lint.PlacedTable;
import io.mall.sharding.lint.Placements;
import io.mall.sharding.live.Live;
import io.mall.sharding.live.LiveSource;
import io.mall.sharding.live.Size;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Keys of the rows that lie in the databases, and tables there that nobody declares. */
final class LiveKeys {

  private final Live live;
  private final Map<String, Map<String, Size>> sizes = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  LiveKeys(Placements placements, Live live) {
    this.live = live;
    live.away()
        .forEach(
            (name, reason) -> {
              if (placements.sources().stream()
                  .anyMatch(each -> each.name().equals(name) && each.primary())) {
                problems.add("%s is away: %s".formatted(name, reason));
              }
            });
    for (LiveSource each : live.primaries()) {
      try {
        sizes.put(each.source().group(), Size.of(each));
      } catch (SQLException e) {
        problems.add("%s: %s".formatted(each.source().name(), LiveSource.reason(e)));
      }
    }
  }

  /** Up to so many keys in all, as many of each actual table as its rows are a part of all rows. */
  Weighted keys(PlacedTable table, int count) {
    long total = 0;
    for (String node : table.nodes()) {
      total += size(node).map(Size::rows).orElse(0L);
    }
    List<Comparable<?>> keys = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (String node : table.nodes()) {
      long rows = size(node).map(Size::rows).orElse(0L);
      if (rows > 0) {
        long wanted = total <= count ? rows : Math.max(1, rows * count / total);
        List<Comparable<?>> some = keys(node, table.keyColumns().getFirst(), wanted);
        some.forEach(_ -> weights.add(1.0 * rows / some.size()));
        keys.addAll(some);
      }
    }
    String source = "%,d of %,d rows of %s as they lie".formatted(keys.size(), total, table.name());
    return new Weighted(source, keys, weights.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private Optional<Size> size(String node) {
    int dot = node.indexOf('.');
    return Optional.ofNullable(sizes.get(node.substring(0, dot)))
        .flatMap(each -> Optional.ofNullable(each.get(node.substring(dot + 1))));
  }

  private List<Comparable<?>> keys(String node, String column, long limit) {
    int dot = node.indexOf('.');
    List<Comparable<?>> keys = new ArrayList<>();
    for (LiveSource source : live.primaries()) {
      if (source.source().group().equals(node.substring(0, dot))) {
        try (Statement statement = source.connection().createStatement();
            ResultSet row =
                statement.executeQuery(
                    "SELECT `%s` FROM `%s` LIMIT %d"
                        .formatted(column, node.substring(dot + 1), limit))) {
          while (row.next()) {
            Object value = row.getObject(1);
            keys.add(value instanceof Number number ? number.longValue() : String.valueOf(value));
          }
        } catch (SQLException e) {
          problems.add("%s: %s".formatted(node, LiveSource.reason(e)));
        }
      }
    }
    return keys;
  }

  /** Tables with the name of an actual one and another number, which no data node names. */
  List<String> orphans(PlacedTable table) {
    TreeSet<String> orphans = new TreeSet<>();
    Pattern name =
        Pattern.compile(Pattern.quote(table.name()) + "_?\\d+", Pattern.CASE_INSENSITIVE);
    sizes.forEach(
        (group, tables) ->
            tables.keySet().stream()
                .filter(each -> name.matcher(each).matches())
                .map(each -> group + "." + each)
                .filter(each -> table.nodes().stream().noneMatch(each::equalsIgnoreCase))
                .forEach(orphans::add));
    return List.copyOf(orphans);
  }

  List<String> problems() {
    return problems;
  }
}

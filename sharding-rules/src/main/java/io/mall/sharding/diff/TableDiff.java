package io.mall.sharding.diff;

import io.mall.sharding.diff.TableChange.Move;
import io.mall.sharding.lint.PlacedTable;
import io.mall.sharding.lint.Placements;
import io.mall.sharding.live.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the algorithms of both files where keys lie and where they would. */
final class TableDiff {

  private final Placements before;
  private final Placements after;
  private final Sizes sizes;
  private final List<Comparable<?>> given;

  /**
   * Compares two files.
   *
   * @param given keys to ask for, for a table of one key column; none means keys made up
   */
  TableDiff(Placements before, Placements after, Sizes sizes, List<Comparable<?>> given) {
    this.before = before;
    this.after = after;
    this.sizes = sizes;
    this.given = given;
  }

  List<TableChange> changes() {
    List<TableChange> changes = new ArrayList<>();
    for (PlacedTable old : before.tables()) {
      Optional<PlacedTable> now = after.table(old.name());
      changes.add(now.map(each -> change(old, each)).orElseGet(() -> removed(old)));
    }
    for (PlacedTable now : after.tables()) {
      if (before.table(now.name()).isEmpty()) {
        changes.add(change(now.name(), new Tally(), now.nodes(), List.of(), "The table is new."));
      }
    }
    return changes.stream().filter(each -> !each.isNothing()).toList();
  }

  private TableChange removed(PlacedTable old) {
    Tally tally = new Tally();
    weights(old).forEach((node, weight) -> tally.lose(node, weight, "every key"));
    String note = "No rule of the new file names it.";
    return change(old.name(), tally, List.of(), old.nodes(), note);
  }

  private TableChange change(PlacedTable old, PlacedTable now) {
    Map<String, String> places = new TreeMap<>();
    old.nodes().forEach(each -> places.put(place(before, each), each));
    List<String> create =
        now.nodes().stream().filter(each -> !places.containsKey(place(after, each))).toList();
    Set<String> kept = new LinkedHashSet<>();
    now.nodes().forEach(each -> kept.add(place(after, each)));
    List<String> drop =
        old.nodes().stream().filter(each -> !kept.contains(place(before, each))).toList();
    if (!old.isAskable() || !now.isAskable()) {
      boolean same = create.isEmpty() && drop.isEmpty();
      String note = "Its algorithms cannot be asked: nothing is known of its keys.";
      return change(old.name(), new Tally(), create, drop, same ? null : note);
    }
    return change(old.name(), tally(old, now), create, drop, null);
  }

  /** Where a data node is, whatever its data source is called. */
  private static String place(Placements file, String node) {
    int dot = node.indexOf('.');
    String group = node.substring(0, dot);
    String url = file.primary(group).map(each -> each.url().replaceFirst("\\?.*", "")).orElse("");
    return (url.isEmpty() ? group : url) + node.substring(dot);
  }

  private Tally tally(PlacedTable old, PlacedTable now) {
    Map<String, Integer> asked = new TreeMap<>();
    Map<String, Map<String, Integer>> routes = new TreeMap<>();
    Map<String, String> examples = new TreeMap<>();
    for (Map<String, Comparable<?>> key : keys(old, now)) {
      Set<String> from = old.route(key);
      Set<String> to = now.route(key);
      for (String node :
          old.kind() == PlacedTable.Kind.SHARDED ? from : Set.of(old.nodes().getFirst())) {
        asked.merge(node, 1, Integer::sum);
        String target = to.isEmpty() ? "" : target(node, to);
        routes.computeIfAbsent(node, _ -> new TreeMap<>()).merge(target, 1, Integer::sum);
        if (to.isEmpty()) {
          examples.putIfAbsent(node, text(key));
        }
      }
    }
    Map<String, Double> weights = weights(old);
    Tally tally = new Tally();
    routes.forEach(
        (node, targets) ->
            targets.forEach(
                (target, count) -> {
                  double weight =
                      weights.getOrDefault(node, 0.0) * count / asked.getOrDefault(node, 1);
                  if (target.isEmpty()) {
                    tally.lose(node, weight, examples.getOrDefault(node, ""));
                  } else if (!place(after, target).equals(place(before, node))) {
                    tally.move(node, target, weight);
                  }
                }));
    return tally;
  }

  /** The node itself if the key may stay there. */
  private String target(String node, Set<String> to) {
    return to.stream()
        .filter(each -> place(after, each).equals(place(before, node)))
        .findFirst()
        .orElse(to.iterator().next());
  }

  private List<Map<String, Comparable<?>>> keys(PlacedTable old, PlacedTable now) {
    Set<String> columns = new LinkedHashSet<>(old.keyColumns());
    columns.addAll(now.keyColumns());
    if (!given.isEmpty() && columns.size() == 1) {
      String column = columns.iterator().next();
      return given.stream().map(each -> Map.<String, Comparable<?>>of(column, each)).toList();
    }
    List<Map<String, Comparable<?>>> left = old.evenKeys();
    List<Map<String, Comparable<?>>> right = now.evenKeys();
    if (left.isEmpty() && right.isEmpty()) {
      return List.of(Map.of());
    }
    List<Map<String, Comparable<?>>> keys = new ArrayList<>();
    int size = Math.max(left.size(), right.size());
    for (int i = 0; i < size; i++) {
      Map<String, Comparable<?>> key = new TreeMap<>();
      if (!right.isEmpty()) {
        key.putAll(right.get((int) (i * 7919L % right.size())));
      }
      if (!left.isEmpty()) {
        key.putAll(left.get(i % left.size()));
      }
      keys.add(key);
    }
    if (old.keyColumns().equals(now.keyColumns())) {
      keys.addAll(old.sample());
      keys.addAll(now.sample());
    }
    return keys;
  }

  private static String text(Map<String, Comparable<?>> key) {
    List<String> parts = new ArrayList<>();
    key.forEach((column, value) -> parts.add(column + " = " + value));
    return String.join(", ", parts);
  }

  /** The share of each data node in the table: by rows where they are known, else by keys. */
  private Map<String, Double> weights(PlacedTable table) {
    Map<String, Double> weights = new TreeMap<>();
    if (table.kind() != PlacedTable.Kind.SHARDED) {
      weights.put(table.nodes().getFirst(), 1.0);
      return weights;
    }
    boolean known = table.nodes().stream().anyMatch(each -> sizes.of(each).isPresent());
    if (known) {
      table
          .nodes()
          .forEach(each -> weights.put(each, 1.0 * sizes.of(each).map(Size::rows).orElse(0L)));
    } else if (!table.isAskable()) {
      table.nodes().forEach(each -> weights.put(each, 1.0));
    } else {
      List<Map<String, Comparable<?>>> keys = table.evenKeys();
      keys.forEach(key -> table.route(key).forEach(node -> weights.merge(node, 1.0, Double::sum)));
    }
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    weights.replaceAll((_, weight) -> sum == 0 ? 1.0 / table.nodes().size() : weight / sum);
    return weights;
  }

  private Optional<Size> size(String table) {
    Optional<PlacedTable> old = before.table(table);
    List<String> nodes =
        old.map(
                each ->
                    each.kind() == PlacedTable.Kind.SHARDED
                        ? each.nodes()
                        : each.nodes().subList(0, 1))
            .orElse(List.of());
    return nodes.stream()
        .flatMap(each -> sizes.of(each).stream())
        .reduce(Size::plus)
        .or(() -> sizes.of(table));
  }

  private TableChange change(
      String name, Tally tally, List<String> create, List<String> drop, @Nullable String note) {
    Optional<Size> size = size(name);
    List<Move> moves = new ArrayList<>();
    tally.moved.forEach(
        (route, share) ->
            moves.add(
                new Move(
                    server(before, route.from()),
                    server(after, route.to()),
                    share,
                    rows(size, share),
                    bytes(size, share))));
    double share = tally.moved.values().stream().mapToDouble(Double::doubleValue).sum();
    return new TableChange(
        name,
        share,
        rows(size, share),
        bytes(size, share),
        moves,
        tally.lost,
        rows(size, tally.lost),
        tally.example,
        create,
        drop,
        note);
  }

  private static @Nullable Long rows(Optional<Size> size, double share) {
    return size.map(each -> Math.round(each.rows() * share)).orElse(null);
  }

  private static @Nullable Long bytes(Optional<Size> size, double share) {
    return size.filter(each -> each.bytes() > 0)
        .map(each -> Math.round(each.bytes() * share))
        .orElse(null);
  }

  /** A logic data source, with the server where the file says it. */
  private static String server(Placements file, String group) {
    String server = file.primary(group).map(each -> each.server()).orElse(group);
    return server.equals(group) ? group : "%s (%s)".formatted(group, server);
  }

  private record Between(String from, String to) {}

  /** What was found for one table. */
  private static final class Tally {
    private final Map<Between, Double> moved = new LinkedHashMap<>();
    private double lost;
    private @Nullable String example;

    void move(String from, String to, double weight) {
      moved.merge(new Between(group(from), group(to)), weight, Double::sum);
    }

    void lose(String node, double weight, String key) {
      lost += weight;
      example = example == null ? key + ", now in " + node : example;
    }

    private static String group(String node) {
      return node.substring(0, node.indexOf('.'));
    }
  }
}

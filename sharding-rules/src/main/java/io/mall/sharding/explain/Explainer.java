package io.mall.sharding.explain;

import io.mall.sharding.explain.Explained.Advice;
import io.mall.sharding.explain.Explained.Plan;
import io.mall.sharding.lint.Placements;
import io.mall.sharding.live.Facts;
import io.mall.sharding.live.Facts.LiveTable;
import io.mall.sharding.live.Live;
import io.mall.sharding.live.LiveSource;
import io.mall.sharding.route.preview.Route;
import io.mall.sharding.route.preview.RouteClass;
import io.mall.sharding.route.preview.StatementRoute;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks every shard for its plans. */
final class Explainer {

  /** What is too much, and whether proposals are tried out. */
  record Limits(long scan, long sort, boolean prove) {}

  private final Placements placements;
  private final Live live;
  private final Limits limits;
  private final Map<String, Facts> facts = new TreeMap<>();
  private final Map<String, Map<String, Object>> rows = new TreeMap<>();
  private final Map<String, Set<String>> used = new TreeMap<>();
  private final Set<String> problems = new LinkedHashSet<>();

  Explainer(Placements placements, Live live, Limits limits) {
    this.placements = placements;
    this.live = live;
    this.limits = limits;
    for (LiveSource each : live.primaries()) {
      try {
        facts.put(each.source().group(), Facts.of(each));
      } catch (SQLException e) {
        problems.add("%s: %s".formatted(each.source().name(), LiveSource.reason(e)));
      }
    }
  }

  /** What could not be asked. */
  Set<String> problems() {
    return problems;
  }

  /** Nothing for a statement without a plan: an INSERT of values, or one that is refused. */
  Optional<Explained> explain(StatementRoute statement) {
    List<Route.Unit> units = statement.route().units();
    String verb =
        statement.sql().replaceAll("(?s)/\\*.*?\\*/", "").strip().toUpperCase(Locale.ROOT);
    boolean plain = verb.startsWith("INSERT") || verb.startsWith("REPLACE");
    if (statement.route().kind() == RouteClass.UNSUPPORTED) {
      problems.add(
          "%s:%d: %s is refused: %s"
              .formatted(
                  statement.file(),
                  statement.line(),
                  statement.name(),
                  statement.route().reason()));
    }
    if (units.isEmpty() || (plain && !verb.contains("SELECT"))) {
      return Optional.empty();
    }
    Map<String, List<PlanStep>> plans = new LinkedHashMap<>();
    Map<String, Shard> shards = new LinkedHashMap<>();
    for (Shard each : Shard.of(units.getFirst(), placements)) {
      plan(statement, each, plans, shards);
    }
    String worst = worst(plans);
    List<String> findings = findings(plans);
    Advice advice =
        findings.isEmpty() || worst.isEmpty()
            ? null
            : advice(
                Objects.requireNonNull(shards.get(worst)),
                Objects.requireNonNull(plans.get(worst)));
    return Optional.of(
        new Explained(
            statement.file(),
            statement.line(),
            "%s %d/%d".formatted(statement.name(), statement.branch(), statement.branches()),
            grouped(plans),
            findings,
            advice));
  }

  private void plan(
      StatementRoute statement,
      Shard shard,
      Map<String, List<PlanStep>> plans,
      Map<String, Shard> shards) {
    Optional<LiveSource> source = primary(shard.group());
    if (source.isEmpty()) {
      return;
    }
    try {
      Shard real = shard.with(realValues(source.get(), shard));
      List<PlanStep> steps = PlanStep.of(source.get(), real.sql(), real.parameters());
      plans.put(real.name(), steps);
      shards.put(real.name(), real);
      for (PlanStep step : steps) {
        for (String table : shard.tables().keySet()) {
          used.computeIfAbsent(table, _ -> new TreeSet<>()).addAll(List.of(step.key().split(",")));
        }
      }
    } catch (SQLException e) {
      problems.add(
          "%s:%d: %s on %s: %s"
              .formatted(
                  statement.file(),
                  statement.line(),
                  statement.name(),
                  shard.name(),
                  LiveSource.reason(e)));
    }
  }

  private Optional<LiveSource> primary(String group) {
    return live.primaries().stream()
        .filter(each -> each.source().group().equals(group))
        .findFirst();
  }

  /** Keys of the example are made up; a plan for a key that no row has says little. */
  private List<Object> realValues(LiveSource source, Shard shard) throws SQLException {
    Map<String, Object> row = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String table : shard.tables().values()) {
      row(source, shard.group(), table).forEach(row::putIfAbsent);
    }
    List<String> columns = Conditions.columns(shard.sql());
    List<Object> values = new ArrayList<>(shard.parameters());
    for (int i = 0; i < Math.min(values.size(), columns.size()); i++) {
      Object real = row.get(columns.get(i));
      if (real != null) {
        values.set(i, real);
      }
    }
    return values;
  }

  private Map<String, Object> row(LiveSource source, String group, String table)
      throws SQLException {
    Map<String, Object> known = rows.get(group + "." + table);
    if (known != null) {
      return known;
    }
    Map<String, Object> row = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    try (Statement statement = source.connection().createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM `%s` LIMIT 1".formatted(table))) {
      int columns = result.getMetaData().getColumnCount();
      if (result.next()) {
        for (int i = 1; i <= columns; i++) {
          Object value = result.getObject(i);
          if (value != null) {
            row.put(result.getMetaData().getColumnLabel(i), value);
          }
        }
      }
    }
    rows.put(group + "." + table, row);
    return row;
  }

  private static List<Plan> grouped(Map<String, List<PlanStep>> plans) {
    Map<String, List<String>> shapes = new LinkedHashMap<>();
    plans.forEach(
        (shard, steps) ->
            shapes
                .computeIfAbsent(
                    String.join("\n", steps.stream().map(PlanStep::shape).toList()),
                    _ -> new ArrayList<>())
                .add(shard));
    return shapes.values().stream()
        .sorted((left, right) -> Integer.compare(right.size(), left.size()))
        .map(each -> new Plan(each, plans.getOrDefault(each.getFirst(), List.of())))
        .toList();
  }

  private List<String> findings(Map<String, List<PlanStep>> plans) {
    Map<String, List<String>> findings = new LinkedHashMap<>();
    plans.forEach(
        (shard, steps) -> {
          for (PlanStep step : steps) {
            if (step.scans(limits.scan())) {
              add(findings, "full scan of " + step.table(), shard);
            }
            if (step.sorts(limits.sort())) {
              add(findings, "filesort of " + step.table(), shard);
            }
          }
        });
    List<String> texts = new ArrayList<>();
    findings.forEach(
        (what, shards) ->
            texts.add(
                "%s on %s"
                    .formatted(
                        what,
                        shards.size() == plans.size()
                            ? "every shard"
                            : String.join(", ", shards))));
    return texts;
  }

  private static void add(Map<String, List<String>> findings, String what, String shard) {
    findings.computeIfAbsent(what, _ -> new ArrayList<>()).add(shard);
  }

  /** The shard whose worst step reads the most. */
  private String worst(Map<String, List<PlanStep>> plans) {
    String worst = "";
    long most = -1;
    for (var each : plans.entrySet()) {
      long rows = badStep(each.getValue()).map(PlanStep::rows).orElse(-1L);
      if (rows > most) {
        most = rows;
        worst = each.getKey();
      }
    }
    return worst;
  }

  private Optional<PlanStep> badStep(List<PlanStep> steps) {
    return steps.stream()
        .filter(each -> each.scans(limits.scan()) || each.sorts(limits.sort()))
        .max((left, right) -> Long.compare(left.rows(), right.rows()));
  }

  private @Nullable Advice advice(Shard shard, List<PlanStep> steps) {
    String called = badStep(steps).map(PlanStep::table).orElse("");
    for (var table : shard.tables().entrySet()) {
      Set<String> names = new TreeSet<>(Set.of(table.getKey(), table.getValue()));
      Conditions.alias(shard.sql(), table.getValue()).ifPresent(names::add);
      Facts server = facts.get(shard.group());
      LiveTable shape = server == null ? null : server.tables().get(table.getValue());
      if (!names.contains(called) || shape == null) {
        continue;
      }
      List<String> columns = Conditions.index(shard.sql(), names, shape.columns().keySet());
      if (columns.isEmpty() || isThere(shape, columns)) {
        return null;
      }
      return new Advice(table.getKey(), columns, proof(shard, table.getValue(), shape, columns));
    }
    return null;
  }

  private static boolean isThere(LiveTable shape, List<String> columns) {
    return shape.indexes().values().stream()
        .anyMatch(
            each ->
                each.columns().size() >= columns.size()
                    && each.columns().subList(0, columns.size()).equals(columns));
  }

  private @Nullable Proof proof(Shard shard, String table, LiveTable shape, List<String> columns) {
    Optional<LiveSource> source = primary(shard.group());
    if (!limits.prove() || source.isEmpty()) {
      return null;
    }
    try {
      return Proof.of(source.get(), shard, table, shape, columns);
    } catch (SQLException e) {
      problems.add("No proof on %s: %s".formatted(shard.name(), LiveSource.reason(e)));
      return null;
    }
  }

  /** Indexes that keep no rule and that no plan used; of empty tables plans say nothing. */
  List<String> unused() {
    List<String> unused = new ArrayList<>();
    for (var each : used.entrySet()) {
      placements.table(each.getKey()).stream()
          .flatMap(table -> table.nodes().stream())
          .filter(node -> !rows.getOrDefault(node, Map.of()).isEmpty())
          .limit(1)
          .forEach(
              node -> {
                Facts server = facts.get(node.substring(0, node.indexOf('.')));
                LiveTable shape =
                    server == null
                        ? null
                        : server.tables().get(node.substring(node.indexOf('.') + 1));
                if (shape != null) {
                  shape
                      .indexes()
                      .forEach(
                          (name, index) -> {
                            if (!index.unique() && !each.getValue().contains(name)) {
                              unused.add("%s.%s %s".formatted(each.getKey(), name, index));
                            }
                          });
                }
              });
    }
    return unused;
  }
}

package io.mall.sharding.route.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mall.sharding.route.budget.Budget;
import io.mall.sharding.route.preview.Route.Unit;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Routes as people, programs and reviews want them. */
final class RouteText {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LISTED = 4;

  private RouteText() {}

  /** One line for branches in a row that go the same way: what a review compares. */
  static List<String> lines(List<StatementRoute> routes) {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < routes.size(); ) {
      StatementRoute first = routes.get(from);
      int to = from;
      while (to + 1 < routes.size()
          && routes.get(to + 1).name().equals(first.name())
          && way(routes.get(to + 1)).equals(way(first))) {
        to++;
      }
      StatementRoute last = routes.get(to);
      String numbers = from == to ? "" + first.branch() : first.branch() + "-" + last.branch();
      lines.add("%s %s/%d  %s".formatted(first.name(), numbers, first.branches(), way(first)));
      from = to + 1;
    }
    return lines;
  }

  private static String way(StatementRoute each) {
    return "%s  %s%s"
        .formatted(
            lower(each.route().kind()), each.route().reason(), targets(each.route().units()));
  }

  static String targets(List<Unit> units) {
    if (units.isEmpty()) {
      return "";
    }
    int more = units.size() - LISTED;
    return units.stream()
        .limit(LISTED)
        .map(each -> each.dataSource() + " " + String.join("+", each.tables()))
        .collect(Collectors.joining(", ", "  -> ", more > 0 ? " and " + more + " more" : ""));
  }

  static String lower(RouteClass kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** One statement at length. */
  static String detail(Route route) {
    StringBuilder text = new StringBuilder();
    text.append("%s: %s%n".formatted(lower(route.kind()), route.reason()));
    for (Unit each : route.units()) {
      text.append("%s: %s%n".formatted(each.dataSource(), each.sql().replaceAll("\\s+", " ")));
      text.append(each.parameters().isEmpty() ? "" : "    %s%n".formatted(each.parameters()));
    }
    return text.toString();
  }

  static String json(
      List<StatementRoute> routes, List<String> problems, @Nullable BudgetCheck check) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode list = root.putArray("routes");
    for (StatementRoute each : routes) {
      ObjectNode node =
          list.addObject()
              .put("file", each.file())
              .put("line", each.line())
              .put("statement", each.name())
              .put("branch", each.branch())
              .put("branches", each.branches())
              .put("logicSql", each.sql());
      ArrayNode parameters = node.putArray("parameters");
      each.parameters().forEach(value -> parameters.add(String.valueOf(value)));
      if (check != null) {
        int most = check.budget(each).shards();
        node.put("budget", most == Budget.ALL ? "all" : Integer.toString(most))
            .put("overBudget", check.breaks(each));
      }
      add(node, each.route());
    }
    problems.forEach(root.putArray("problems")::add);
    return write(root);
  }

  static String json(Route route) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    add(root, route);
    return write(root);
  }

  private static void add(ObjectNode node, Route route) {
    node.put("class", lower(route.kind()))
        .put("shards", route.shards())
        .put("reason", route.reason());
    ArrayNode units = node.putArray("units");
    for (Unit each : route.units()) {
      ObjectNode unit = units.addObject().put("dataSource", each.dataSource());
      each.tables().forEach(unit.putArray("tables")::add);
      unit.put("sql", each.sql());
      ArrayNode parameters = unit.putArray("parameters");
      each.parameters().forEach(value -> parameters.add(String.valueOf(value)));
    }
  }

  private static String write(ObjectNode root) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root)
          + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

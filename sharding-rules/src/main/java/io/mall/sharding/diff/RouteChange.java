package io.mall.sharding.diff;

import io.mall.sharding.lint.Finding;
import io.mall.sharding.route.ddl.LogicSchema;
import io.mall.sharding.route.preview.MapperRoutes;
import io.mall.sharding.route.preview.RoutePreview;
import io.mall.sharding.route.preview.StatementRoute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A branch of a statement whose route class an edit changes.
 *
 * @param before single, several, all, broadcast or unsupported
 * @param reason why it goes where it goes now, or why it is refused
 */
public record RouteChange(
    String file, int line, String statement, String before, String after, String reason) {

  /** The changes, and what could not be read. */
  record Result(List<RouteChange> changes, List<String> problems, int branches) {}

  /** Previews all statements with both files, each on a thread of its own. */
  static Result between(Path old, Path now, List<Path> mappers, LogicSchema schema) {
    CompletableFuture<Preview> left =
        CompletableFuture.supplyAsync(() -> preview(old, mappers, schema));
    Preview right = preview(now, mappers, schema);
    Preview before = left.join();
    List<String> problems = new ArrayList<>(before.problems());
    right.problems().stream().filter(each -> !problems.contains(each)).forEach(problems::add);
    List<RouteChange> changes = new ArrayList<>();
    right
        .routes()
        .forEach(
            (name, route) -> {
              StatementRoute was = before.routes().get(name);
              if (was != null && was.route().kind() != route.route().kind()) {
                changes.add(
                    new RouteChange(
                        route.file(),
                        route.line(),
                        name,
                        lower(was),
                        lower(route),
                        route.route().reason()));
              }
            });
    return new Result(changes, problems, right.routes().size());
  }

  private record Preview(Map<String, StatementRoute> routes, List<String> problems) {}

  private static Preview preview(Path rules, List<Path> mappers, LogicSchema schema) {
    Map<String, StatementRoute> routes = new LinkedHashMap<>();
    try {
      MapperRoutes all = MapperRoutes.of(mappers, RoutePreview.open(rules, schema), schema);
      all.routes()
          .forEach(
              each ->
                  routes.put(
                      "%s %d/%d".formatted(each.name(), each.branch(), each.branches()), each));
      return new Preview(routes, all.problems());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return new Preview(
          routes,
          List.of(
              "%s:1: No route can be told, ShardingSphere refuses the file: %s"
                  .formatted(rules, reason)));
    }
  }

  private static String lower(StatementRoute route) {
    return route.route().kind().name().toLowerCase(Locale.ROOT);
  }

  static String line(Finding finding) {
    return "%s: %s %s".formatted(finding.at(), finding.code(), finding.what());
  }
}

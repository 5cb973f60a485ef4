package io.mall.sharding.route.preview;

import io.mall.sharding.route.RoutedStatement;
import io.mall.sharding.route.budget.Budgets;
import io.mall.sharding.route.ddl.LogicSchema;
import io.mall.sharding.route.preview.Branches.Branch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The routes of all branches of all statements of some mapper files. */
public final class MapperRoutes {

  private static final int EXAMPLES = 4;

  private final List<StatementRoute> routes = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private MapperRoutes() {}

  /**
   * Reads the mappers and previews what they hold; the keys of a list lie on several shards.
   *
   * @param places files or folders
   * @throws IOException if a file cannot be read
   */
  public static MapperRoutes of(List<Path> places, RoutePreview preview, LogicSchema schema)
      throws IOException {
    return of(places, preview, schema, Budgets.oneShard());
  }

  /**
   * The same, where the keys of a list lie on one shard in the statements whose budget says so.
   *
   * @throws IOException if a file cannot be read
   */
  public static MapperRoutes of(
      List<Path> places, RoutePreview preview, LogicSchema schema, Budgets budgets)
      throws IOException {
    MapperRoutes result = new MapperRoutes();
    MapperFiles files = MapperFiles.read(places);
    files
        .problems()
        .forEach(
            each ->
                result.problems.add("%s:%d: %s".formatted(each.file(), each.line(), each.what())));
    Values values = new Values(schema);
    for (MapperStatement each : files.statements()) {
      List<Branch> branches = Branches.of(each);
      if (branches.isEmpty()) {
        result.problems.add(
            "%s:%d: No branch of %s can be made: its conditions fail on every value tried."
                .formatted(each.file(), each.line(), each.name()));
      }
      for (int i = 0; i < branches.size(); i++) {
        result.routes.add(preview(each, branches, i, values, preview, budgets));
      }
    }
    return result;
  }

  private static StatementRoute preview(
      MapperStatement statement,
      List<Branch> branches,
      int index,
      Values values,
      RoutePreview preview,
      Budgets budgets) {
    Branch branch = branches.get(index);
    String name =
        Objects.requireNonNullElse(RoutedStatement.nameOf(branch.sql()), statement.name());
    boolean oneShard = budgets.of(name).listsOfOneShard();
    List<Object> first = values.of(branch, 0, oneShard);
    Route widest = preview.route(branch.sql(), first);
    List<Object> parameters = first;
    for (int example = 1; example < EXAMPLES; example++) {
      List<Object> other = values.of(branch, example, oneShard);
      Route route = preview.route(branch.sql(), other);
      if (route.kind().compareTo(widest.kind()) > 0) {
        widest = route;
        parameters = other;
      }
    }
    return new StatementRoute(
        statement.file(),
        statement.line(),
        statement.name(),
        index + 1,
        branches.size(),
        branch.sql(),
        parameters,
        widest);
  }

  /** The routes, in the order of files and statements. */
  public List<StatementRoute> routes() {
    return List.copyOf(routes);
  }

  /** What could not be read, each with file and line. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}

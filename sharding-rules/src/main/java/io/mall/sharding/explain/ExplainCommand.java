package io.mall.sharding.explain;

import io.mall.sharding.explain.Explained.Plan;
import io.mall.sharding.lint.Placements;
import io.mall.sharding.live.Against;
import io.mall.sharding.live.Live;
import io.mall.sharding.live.LiveSource;
import io.mall.sharding.route.ddl.LogicSchema;
import io.mall.sharding.route.preview.MapperRoutes;
import io.mall.sharding.route.preview.Route;
import io.mall.sharding.route.preview.RoutePreview;
import io.mall.sharding.route.preview.StatementRoute;
import io.mall.sharding.terminal.Json;
import io.mall.sharding.terminal.RulesOption;
import io.mall.sharding.terminal.SchemaOption;
import io.mall.sharding.terminal.TerminalCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shardctl explain}: how does every shard run the statements? */
@Command(
    name = "explain",
    description = {
      "Explains every branch of every mapper statement on each shard that it can reach.",
      "Findings (exit code 1) are full scans, large sorts, and what could not be asked. Shards"
          + " are shown where their plans differ."
    },
    mixinStandardHelpOptions = true)
public final class ExplainCommand extends TerminalCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "MAPPERS",
      description = "MyBatis mapper files or folders (default: sql/mapper).")
  private List<Path> mappers = List.of();

  @Mixin private final RulesOption rules = new RulesOption();

  @Mixin private final SchemaOption schema = new SchemaOption();

  @Option(names = "--sql", paramLabel = "SQL", description = "One statement instead of mappers.")
  private @Nullable String sql;

  @Option(
      names = "--param",
      paramLabel = "VALUE",
      description = "The value of the next question mark: a number or a text.")
  private List<String> parameters = List.of();

  @Option(
      names = "--scan-limit",
      paramLabel = "ROWS",
      defaultValue = "1000",
      description = "A full scan of fewer rows is fine (default: ${DEFAULT-VALUE}).")
  private long scanLimit;

  @Option(
      names = "--sort-limit",
      paramLabel = "ROWS",
      defaultValue = "1000",
      description = "A filesort of fewer rows is fine (default: ${DEFAULT-VALUE}).")
  private long sortLimit;

  @Option(
      names = "--prove",
      description = "Tries each proposed index out on a copy of the table, on the primary.")
  private boolean prove;

  @Option(names = "--all", description = "Shows every statement, with its most frequent plan.")
  private boolean all;

  @Mixin private final Against against;

  /** Placeholders of the rules have their values from there. */
  public ExplainCommand(Function<String, @Nullable String> environment) {
    against = new Against(environment);
  }

  /** The JSON result. */
  record Result(List<Explained> statements, List<String> unusedIndexes, List<String> problems) {}

  @Override
  public Integer call() throws IOException {
    Placements placements = Placements.read(require(rules.file()));
    LogicSchema logic = LogicSchema.read(require(schema.folder()));
    List<String> problems = new ArrayList<>();
    placements.problems().forEach(each -> problems.add(each.toString()));
    List<StatementRoute> statements = statements(logic, problems);
    Result result;
    try (Live live = against.connect(placements.sources())) {
      Explainer.Limits limits = new Explainer.Limits(scanLimit, sortLimit, prove);
      Explainer explainer = new Explainer(placements, live, limits);
      placements.sources().stream()
          .filter(each -> each.primary() && live.away().containsKey(each.name()))
          .forEach(
              each ->
                  problems.add(
                      "%s is away: %s".formatted(each.name(), live.away().get(each.name()))));
      List<Explained> explained =
          statements.stream().flatMap(each -> explainer.explain(each).stream()).toList();
      problems.addAll(explainer.problems());
      result = new Result(explained, sql == null ? explainer.unused() : List.of(), problems);
    }
    if (json()) {
      out().println(Json.of(result));
    } else {
      print(result);
    }
    boolean fine =
        problems.isEmpty()
            && result.statements().stream().allMatch(each -> each.findings().isEmpty());
    return fine ? FINE : FINDINGS;
  }

  private List<StatementRoute> statements(LogicSchema logic, List<String> problems)
      throws IOException {
    RoutePreview preview;
    try {
      preview = RoutePreview.open(rules.file(), logic);
    } catch (RuntimeException e) {
      problems.add(
          "%s:1: No route can be told, ShardingSphere refuses the file: %s"
              .formatted(rules.file(), LiveSource.reason(e)));
      return List.of();
    }
    if (sql != null) {
      List<Object> values = new ArrayList<>();
      for (String each : parameters) {
        values.add(each.matches("-?\\d{1,18}") ? (Object) Long.valueOf(each) : each);
      }
      Route route = preview.route(sql, values);
      return List.of(new StatementRoute("--sql", 1, "statement", 1, 1, sql, values, route));
    }
    List<Path> places =
        mappers.isEmpty()
            ? List.of(Path.of(System.getProperty("mall.home", "."), "sql", "mapper"))
            : mappers;
    places.forEach(this::require);
    MapperRoutes routes = MapperRoutes.of(places, preview, logic);
    problems.addAll(routes.problems());
    return routes.routes();
  }

  private void print(Result result) {
    result.problems().forEach(each -> out().println(paint().red(each)));
    int shown = 0;
    for (Explained each : result.statements()) {
      if (all || each.plans().size() > 1 || !each.findings().isEmpty()) {
        print(each);
        shown++;
      }
    }
    result
        .unusedIndexes()
        .forEach(each -> out().println(paint().yellow("no statement here uses " + each)));
    out().printf("%d statement branches explained, %d shown%n", result.statements().size(), shown);
  }

  private void print(Explained explained) {
    out()
        .printf(
            "%s:%d: %s%n", explained.file(), explained.line(), paint().bold(explained.statement()));
    for (int i = 0; i < explained.plans().size(); i++) {
      Plan plan = explained.plans().get(i);
      String shards = i == 0 ? plan.shards().size() + " shards" : String.join(", ", plan.shards());
      plan.steps().forEach(step -> out().printf("    %s: %s%n", shards, step));
    }
    explained.findings().forEach(each -> out().println("    " + paint().red(each)));
    if (explained.advice() != null) {
      out().println("    try " + explained.advice());
    }
  }
}

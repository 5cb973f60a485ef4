package io.mall.sharding.route.preview;

import io.mall.sharding.route.budget.Budgets;
import io.mall.sharding.route.budget.BudgetsException;
import io.mall.sharding.route.ddl.LogicSchema;
import io.mall.sharding.terminal.RulesOption;
import io.mall.sharding.terminal.SchemaOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl routes}: where does every statement of the application go? */
@Command(
    name = "routes",
    description = "Tells where each branch of each mapper statement goes, without a database.",
    mixinStandardHelpOptions = true)
public final class RoutesCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

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
      description = "The value of the next question mark: a number, a text, or null.")
  private List<String> parameters = List.of();

  @Option(
      names = "--golden",
      paramLabel = "FILE",
      description = "Compares with the routes in this file; 1 if they differ.")
  private @Nullable Path golden;

  @Option(names = "--update", description = "Writes the golden file instead of comparing.")
  private boolean update;

  @Option(
      names = "--check",
      description = "Compares each branch with the budget of its statement; 1 if one is over it.")
  private boolean check;

  @Option(
      names = "--budgets",
      paramLabel = "FILE",
      description = "Budgets for --check (default: ${DEFAULT-VALUE})",
      defaultValue = "${sys:mall.home:-.}/sharding-rules/budgets.yaml")
  private Path budgets = Path.of("");

  @Option(names = "--json", description = "Prints the result as one JSON object.")
  private boolean json;

  /** For picocli. */
  public RoutesCommand() {}

  @Override
  public Integer call() {
    try {
      return run();
    } catch (BudgetsException e) {
      e.findings().forEach(each -> command().commandLine().getErr().println("shardctl: " + each));
      return 3;
    } catch (IOException e) {
      CommandLine line = Objects.requireNonNull(spec).commandLine();
      line.getErr().printf("shardctl: %s: %s%n", e.getClass().getSimpleName(), e.getMessage());
      return 3;
    }
  }

  private int run() throws IOException {
    PrintWriter out = command().commandLine().getOut();
    require(rules.file());
    require(schema.folder());
    LogicSchema logic = LogicSchema.read(schema.folder());
    List<String> problems =
        new ArrayList<>(
            logic.problems().stream()
                .map(each -> "%s:%d: %s".formatted(each.file(), each.line(), each.what()))
                .toList());
    RoutePreview preview = preview(logic);
    int exit = sql == null ? all(preview, logic, problems, out) : one(preview, sql, out);
    out.flush();
    return exit;
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec);
  }

  private void require(Path file) {
    if (!Files.exists(file)) {
      throw new ParameterException(command().commandLine(), "There is no " + file);
    }
  }

  /** Rules that cannot be used are a matter for lint, which says where and why. */
  private RoutePreview preview(LogicSchema logic) throws IOException {
    try {
      return RoutePreview.open(rules.file(), logic);
    } catch (RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new ParameterException(
          command().commandLine(),
          "%s cannot be used: %s. 'shardctl lint %s' tells more."
              .formatted(rules.file(), reason, rules.file()),
          e);
    }
  }

  private int one(RoutePreview preview, String statement, PrintWriter out) {
    Route route =
        preview.route(
            statement, new ArrayList<>(parameters.stream().map(RoutesCommand::value).toList()));
    out.print(json ? RouteText.json(route) : RouteText.detail(route));
    return route.kind() == RouteClass.UNSUPPORTED ? 1 : 0;
  }

  private static Object value(String text) {
    return text.matches("-?\\d{1,18}") ? (Object) Long.valueOf(text) : text;
  }

  private int all(RoutePreview preview, LogicSchema logic, List<String> problems, PrintWriter out)
      throws IOException {
    List<Path> places =
        mappers.isEmpty()
            ? List.of(Path.of(System.getProperty("mall.home", "."), "sql", "mapper"))
            : mappers;
    places.forEach(this::require);
    Budgets limits = check ? limits() : Budgets.oneShard();
    BudgetCheck checked = check ? new BudgetCheck(limits) : null;
    MapperRoutes routes = MapperRoutes.of(places, preview, logic, limits);
    problems.addAll(routes.problems());
    if (checked != null) {
      problems.addAll(checked.findings(routes.routes()));
    }
    List<String> lines = RouteText.lines(routes.routes());
    boolean differs = false;
    if (golden != null && update) {
      Files.write(golden, lines);
    } else if (golden != null) {
      differs = compare(Files.exists(golden) ? Files.readAllLines(golden) : List.of(), lines, out);
    } else if (json) {
      out.print(RouteText.json(routes.routes(), problems, checked));
    } else if (checked == null) {
      lines.forEach(out::println);
    } else {
      unsupported(routes).forEach(out::println);
    }
    if (!json || golden != null) {
      problems.forEach(out::println);
    }
    boolean bad = differs || !unsupported(routes).isEmpty() || !problems.isEmpty();
    if (checked != null && !bad && !json) {
      out.printf("%d branches keep to their budgets.%n", routes.routes().size());
    }
    return bad ? 1 : 0;
  }

  private Budgets limits() {
    require(budgets);
    return Budgets.read(budgets);
  }

  private static List<String> unsupported(MapperRoutes routes) {
    return RouteText.lines(
        routes.routes().stream()
            .filter(each -> each.route().kind() == RouteClass.UNSUPPORTED)
            .toList());
  }

  private static boolean compare(List<String> before, List<String> now, PrintWriter out) {
    before.stream().filter(each -> !now.contains(each)).forEach(each -> out.println("- " + each));
    now.stream().filter(each -> !before.contains(each)).forEach(each -> out.println("+ " + each));
    return !before.equals(now);
  }
}

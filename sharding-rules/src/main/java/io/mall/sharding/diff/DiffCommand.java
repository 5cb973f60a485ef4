package io.mall.sharding.diff;

import io.mall.sharding.lint.KeyFile;
import io.mall.sharding.lint.Placements;
import io.mall.sharding.live.Against;
import io.mall.sharding.live.Live;
import io.mall.sharding.live.Size;
import io.mall.sharding.route.ddl.LogicSchema;
import io.mall.sharding.terminal.Json;
import io.mall.sharding.terminal.TerminalCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shardctl diff}: what does my edit change? */
@Command(
    name = "diff",
    description = {
      "Tells what an edit of a rules file changes: routes, rows that move, tables.",
      "Findings (exit code 1) are rows that the new file would find nowhere, and errors in it."
    },
    mixinStandardHelpOptions = true)
public final class DiffCommand extends TerminalCommand {

  @Parameters(index = "0", paramLabel = "OLD", description = "The rules as they are.")
  private Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The rules as they shall be.")
  private Path now = Path.of("");

  @Option(
      names = "--mappers",
      paramLabel = "DIR",
      description = "MyBatis mappers whose routes are compared (default: ${DEFAULT-VALUE}).",
      defaultValue = "${sys:mall.home:-.}/sql/mapper")
  private List<Path> mappers = List.of();

  @Option(
      names = "--schema",
      paramLabel = "DIR",
      description = "The CREATE TABLE files of the logic tables (default: ${DEFAULT-VALUE}).",
      defaultValue = "${sys:mall.home:-.}/sql/schema")
  private Path schema = Path.of("");

  @Option(
      names = "--rows",
      paramLabel = "FILE",
      description = "Lines of a table or data node, its rows and, if known, its bytes.")
  private @Nullable Path rows;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "Keys to ask for, one a line, instead of keys made up.")
  private @Nullable Path keys;

  @Mixin private final Against against;

  /** Placeholders of the rules have their values from there. */
  public DiffCommand(Function<String, @Nullable String> environment) {
    against = new Against(environment);
  }

  /** The JSON result. */
  record Result(
      List<TableChange> tables, List<RouteChange> routes, int branches, List<String> problems) {}

  @Override
  public Integer call() throws IOException {
    Placements before = Placements.read(require(old));
    Placements after = Placements.read(require(now));
    List<String> problems = new ArrayList<>();
    before.problems().forEach(each -> problems.add(RouteChange.line(each)));
    after.problems().stream()
        .map(RouteChange::line)
        .filter(each -> !problems.contains(each))
        .forEach(problems::add);
    Sizes sizes = sizes(before);
    problems.addAll(sizes.problems());
    List<Comparable<?>> given = keys == null ? List.of() : KeyFile.read(require(keys)).keys();
    List<TableChange> tables = new TableDiff(before, after, sizes, given).changes();
    RouteChange.Result routes = routes();
    problems.addAll(routes.problems());
    Result result = new Result(tables, routes.changes(), routes.branches(), problems);
    if (json()) {
      out().println(Json.of(result));
    } else {
      print(result);
    }
    boolean lost = tables.stream().anyMatch(each -> each.lost() > 0);
    return lost || !problems.isEmpty() ? FINDINGS : FINE;
  }

  private Sizes sizes(Placements before) throws IOException {
    Sizes sizes = new Sizes();
    if (rows != null) {
      sizes.read(require(rows));
    }
    if (against.given()) {
      try (Live live = against.connect(before.sources())) {
        sizes.read(before, live);
      }
    }
    return sizes;
  }

  private RouteChange.Result routes() throws IOException {
    List<Path> there = mappers.stream().filter(Files::exists).toList();
    if (there.isEmpty() || !Files.exists(schema)) {
      return new RouteChange.Result(List.of(), List.of(), 0);
    }
    return RouteChange.between(old, now, there, LogicSchema.read(schema));
  }

  private void print(Result result) {
    result.problems().forEach(each -> out().println(paint().red(each)));
    result.tables().forEach(this::print);
    List<String> create = result.tables().stream().flatMap(each -> each.create().stream()).toList();
    List<String> drop = result.tables().stream().flatMap(each -> each.drop().stream()).toList();
    if (!create.isEmpty()) {
      out().println("create: " + String.join(" ", create));
    }
    if (!drop.isEmpty()) {
      out().println("drop:   " + String.join(" ", drop));
    }
    for (RouteChange each : result.routes()) {
      out()
          .printf(
              "%s:%d: %s goes to %s instead of %s: %s%n",
              each.file(),
              each.line(),
              each.statement(),
              paint().yellow(each.after()),
              each.before(),
              each.reason());
    }
    out()
        .printf(
            "%d tables change, %d of %d statement branches change their route class%n",
            result.tables().size(), result.routes().size(), result.branches());
  }

  private void print(TableChange change) {
    out().printf("%s: %s%n", paint().bold(change.table()), headline(change));
    change
        .moves()
        .forEach(
            each ->
                out()
                    .printf(
                        "    %s -> %s: %s%n",
                        each.from(),
                        each.from().equals(each.to()) ? "another table of " + each.to() : each.to(),
                        amount(each.share(), each.rows(), each.bytes())));
    if (change.lost() > 0) {
      String amount = amount(change.lost(), change.lostRows(), null);
      out()
          .println(
              "    " + paint().red("unreachable: " + amount + ", such as " + change.example()));
    }
  }

  private static String headline(TableChange change) {
    String moved =
        change.share() == 0
            ? "no row moves"
            : amount(change.share(), change.rows(), change.bytes())
                + " to move before the new rules are used";
    return change.note() == null ? moved : change.note() + " " + (change.share() == 0 ? "" : moved);
  }

  private static String amount(double share, @Nullable Long rows, @Nullable Long bytes) {
    String text = String.format(Locale.ROOT, "%.1f %% of the keys", 100 * share);
    text += rows == null ? "" : String.format(Locale.ROOT, ", %,d rows", rows);
    return text + (bytes == null ? "" : ", " + Size.bytes(bytes));
  }
}

package io.mall.sharding.lint;

import io.mall.sharding.live.Against;
import io.mall.sharding.route.ddl.LogicSchema;
import io.mall.sharding.terminal.Paint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl lint}: is this rules file right? */
@Command(
    name = "lint",
    description = "Checks ShardingSphere rule files, and with --against the servers they name.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no error and no warning",
      "1:at least one error or warning",
      "2:wrong usage",
      "3:could not run"
    })
public final class LintCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "RULES",
      description = "Rule files, or folders with *.yaml and *.yml.")
  private List<Path> files = List.of();

  @Option(
      names = "--schema",
      paramLabel = "DIR",
      description = "The CREATE TABLE files of the logic tables, for the rules about columns.")
  private @Nullable Path schema;

  @Option(names = "--fix", description = "Applies the fixes that are safe, then reports the rest.")
  private boolean fix;

  @Option(names = "--sarif", paramLabel = "FILE", description = "Writes SARIF 2.1.0 as well.")
  private @Nullable Path sarif;

  @Option(names = "--json", description = "Prints the findings as JSON.")
  private boolean json;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "151",
      description = "What a database server takes (default: ${DEFAULT-VALUE}).")
  private int maxConnections;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many processes open the pools (default: ${DEFAULT-VALUE}).")
  private int instances;

  @Option(
      names = "--max-lag",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "With --against: how far behind a replica may be (default: ${DEFAULT-VALUE}).")
  private long maxLag;

  @Mixin private final Against against;

  /** Placeholders of the rules have their values from there, if servers are asked. */
  public LintCommand(Function<String, @Nullable String> environment) {
    against = new Against(environment);
  }

  @Override
  public Integer call() {
    try {
      return run();
    } catch (IOException e) {
      CommandLine line = Objects.requireNonNull(spec).commandLine();
      line.getErr().printf("shardctl: %s: %s%n", e.getClass().getSimpleName(), e.getMessage());
      return 3;
    }
  }

  private int run() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (schema != null && !Files.exists(schema)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "There is no folder " + schema);
    }
    Optional<LogicSchema> logic =
        schema == null ? Optional.empty() : Optional.of(LogicSchema.read(schema));
    Linter.Options options = new Linter.Options(logic, maxConnections, instances);
    Linter linter = new Linter(options);
    List<Path> all = expand(files);
    List<Finding> findings = new ArrayList<>();
    int fixed = 0;
    for (Path each : all) {
      if (fix) {
        fixed += fix(linter, each);
      }
      findings.addAll(linter.lint(each));
      if (against.given() && Files.isRegularFile(each)) {
        findings.addAll(LiveLint.lint(each, options, against, maxLag));
      }
    }
    List<Finding> distinct = findings.stream().distinct().toList();
    if (sarif != null) {
      Files.writeString(sarif, Output.sarif(distinct));
    }
    Paint paint = new Paint(Objects.requireNonNull(spec).commandLine().getColorScheme().ansi());
    out.print(json ? Output.json(distinct) : Output.text(distinct, all.size(), fixed, paint));
    out.flush();
    return distinct.stream().anyMatch(each -> each.severity() != Severity.INFO) ? 1 : 0;
  }

  private static List<Path> expand(List<Path> places) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path place : places) {
      if (!Files.isDirectory(place)) {
        files.add(place);
        continue;
      }
      try (Stream<Path> inside = Files.walk(place)) {
        inside
            .filter(Files::isRegularFile)
            .filter(each -> each.toString().matches(".*\\.ya?ml"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  /** Fixes until nothing more can be: one fix may uncover the next. */
  private static int fix(Linter linter, Path file) throws IOException {
    int fixed = 0;
    for (int round = 0; round < 5 && Files.isRegularFile(file); round++) {
      List<Edit> edits =
          linter.lint(file).stream()
              .map(Finding::edit)
              .filter(Objects::nonNull)
              .distinct()
              .toList();
      if (edits.isEmpty()) {
        return fixed;
      }
      Files.writeString(file, Edit.apply(Files.readString(file), edits));
      fixed += edits.size();
    }
    return fixed;
  }
}

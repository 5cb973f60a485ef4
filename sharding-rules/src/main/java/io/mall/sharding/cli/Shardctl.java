package io.mall.sharding.cli;

import io.mall.sharding.RulesException;
import io.mall.sharding.lint.LintCommand;
import io.mall.sharding.lint.RuleCommand;
import io.mall.sharding.route.preview.RoutesCommand;
import io.mall.sharding.schema.SchemaException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The DBA's tool. Every command prints its result on standard output and its progress on standard
 * error, takes {@code --json}, and ends with 0 (fine), 1 (findings), 2 (usage) or 3 (could not
 * run).
 */
@Command(
    name = "shardctl",
    description = "Works on sharding rules, schema files and the servers behind them.",
    mixinStandardHelpOptions = true,
    version = "shardctl 1.0",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "1:findings", "2:wrong usage", "3:could not run"})
public final class Shardctl {

  static final int FINE = 0;
  static final int FINDINGS = 1;
  static final int COULD_NOT_RUN = 3;

  private Shardctl() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(args), System::getenv, out, err));
  }

  /** Runs one command and answers its exit code. */
  public static int run(
      List<String> args,
      Function<String, @Nullable String> environment,
      PrintStream out,
      PrintStream err) {
    Console console = new Console(environment, out, err);
    return new CommandLine(new Shardctl())
        .addSubcommand(new DdlCommand(console))
        .addSubcommand(new DriftCommand(console))
        .addSubcommand(new LintCommand())
        .addSubcommand(new RuleCommand())
        .addSubcommand(new RoutesCommand())
        .addSubcommand(new CommandLine.HelpCommand())
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler((e, line, _) -> explain(e, line))
        .execute(args.toArray(String[]::new));
  }

  /** What is foreseen is one line; anything else is a defect and shows where. */
  private static int explain(Exception e, CommandLine line) {
    if (e instanceof SchemaException || e instanceof RulesException) {
      String.valueOf(e.getMessage())
          .lines()
          .forEach(text -> line.getErr().println("shardctl: " + text));
    } else {
      e.printStackTrace(line.getErr());
    }
    return COULD_NOT_RUN;
  }
}

package io.mall.sharding.cli;

import io.mall.sharding.RulesException;
import io.mall.sharding.UnavailableException;
import io.mall.sharding.schema.SchemaException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

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

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Shows where an error comes from.")
  private boolean debug;

  private Shardctl() {}

  public static void main(String[] args) {
    Surroundings.prepare();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(args), System::getenv, out, err, Ansi.AUTO));
  }

  /** Runs one command without colours and answers its exit code. */
  public static int run(
      List<String> args,
      Function<String, @Nullable String> environment,
      PrintStream out,
      PrintStream err) {
    return run(args, environment, out, err, Ansi.OFF);
  }

  private static int run(
      List<String> args,
      Function<String, @Nullable String> environment,
      PrintStream out,
      PrintStream err,
      Ansi ansi) {
    Shardctl shardctl = new Shardctl();
    CommandLine line = new CommandLine(shardctl);
    Subcommands.addTo(line, args, new Console(environment, out, err));
    return line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setColorScheme(Help.defaultColorScheme(ansi))
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler((e, command, _) -> shardctl.explain(e, command))
        .execute(args.toArray(String[]::new));
  }

  /** One line; of what was not foreseen with its name, which helps those who have to mend it. */
  private int explain(Exception e, CommandLine line) {
    line.getOut().flush();
    if (debug) {
      e.printStackTrace(line.getErr());
      return COULD_NOT_RUN;
    }
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (!isForeseen(e)) {
      message =
          "%s: %s (--debug shows where it comes from)"
              .formatted(e.getClass().getSimpleName(), message.lines().findFirst().orElse(""));
    } else if (e instanceof NoSuchFileException) {
      message = "There is no " + message;
    }
    message.lines().forEach(text -> line.getErr().println("shardctl: " + text));
    return COULD_NOT_RUN;
  }

  private static boolean isForeseen(Exception e) {
    List<Class<?>> foreseen =
        Arrays.asList(
            SchemaException.class,
            RulesException.class,
            UnavailableException.class,
            IOException.class,
            UncheckedIOException.class,
            SQLException.class);
    return e.getMessage() != null && foreseen.stream().anyMatch(each -> each.isInstance(e));
  }
}

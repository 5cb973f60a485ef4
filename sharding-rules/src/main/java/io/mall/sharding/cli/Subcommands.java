package io.mall.sharding.cli;

import io.mall.sharding.console.SqlCommand;
import io.mall.sharding.diff.DiffCommand;
import io.mall.sharding.explain.ExplainCommand;
import io.mall.sharding.lint.LintCommand;
import io.mall.sharding.lint.RuleCommand;
import io.mall.sharding.route.preview.RoutesCommand;
import io.mall.sharding.simulate.SimulateCommand;
import io.mall.sharding.status.StatusCommand;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of {@code shardctl}. Only the one that is asked for is built; the others are their
 * names and a line of help, for building them all takes longer than most of them take to run.
 */
final class Subcommands {

  /** Commands about commands: they need all of them whole. */
  private static final Set<String> CURIOUS = Set.of("help", "generate-completion");

  /**
   * One command.
   *
   * @param summary the first sentence of its description, for the list of all commands
   */
  record Entry(String name, String summary, Supplier<Object> command) {}

  private Subcommands() {}

  static List<Entry> all(Console console) {
    return List.of(
        new Entry(
            "lint",
            "Checks ShardingSphere rule files, and with --against the servers they name.",
            () -> new LintCommand(console.environment())),
        new Entry(
            "rule", "Explains a lint rule; without a code it lists them all.", RuleCommand::new),
        new Entry(
            "routes",
            "Tells where each branch of each mapper statement goes, without a database.",
            RoutesCommand::new),
        new Entry(
            "diff",
            "Tells what an edit of a rules file changes: routes, rows that move, tables.",
            () -> new DiffCommand(console.environment())),
        new Entry(
            "simulate",
            "Tells how even the load of shards and tables is, for keys of a file, of servers, or"
                + " made up.",
            () -> new SimulateCommand(console.environment())),
        new Entry(
            "ddl",
            "Prints the statements that bring every primary to the schema files; with --apply runs"
                + " them.",
            () -> new DdlCommand(console)),
        new Entry(
            "drift",
            "Reports every difference between the servers and the schema files.",
            () -> new DriftCommand(console)),
        new Entry(
            "tx",
            "Lists transactions across shards that are in doubt, and ends them.",
            () -> new TxCommand(console)),
        new Entry(
            "status",
            "Shows data sources, roles, replica lag, connections, table groups and their sizes.",
            () -> new StatusCommand(console.environment())),
        new Entry(
            "sql",
            "Runs statements through the middleware and shows where each went; reads only without"
                + " --write.",
            () -> new SqlCommand(console.environment(), System.in, atTerminal())),
        new Entry(
            "explain",
            "Explains every branch of every mapper statement on each shard that it can reach.",
            () -> new ExplainCommand(console.environment())),
        new Entry("help", "Displays help of a command.", CommandLine.HelpCommand::new),
        new Entry(
            "generate-completion",
            "Prints a bash/zsh completion script: source <(shardctl generate-completion)",
            AutoComplete.GenerateCompletion::new));
  }

  static void addTo(CommandLine line, List<String> args, Console console) {
    boolean whole = args.stream().anyMatch(CURIOUS::contains);
    for (Entry each : all(console)) {
      boolean asked = whole || args.contains(each.name());
      line.addSubcommand(each.name(), asked ? each.command().get() : stub(each));
    }
  }

  private static boolean atTerminal() {
    return Optional.ofNullable(System.console()).filter(each -> each.isTerminal()).isPresent();
  }

  private static CommandLine stub(Entry entry) {
    CommandSpec spec = CommandSpec.create().name(entry.name());
    spec.usageMessage().description(entry.summary());
    return new CommandLine(spec);
  }
}

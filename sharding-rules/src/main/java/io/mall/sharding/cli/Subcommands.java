package io.mall.sharding.cli;

import io.mall.sharding.diff.DiffCommand;
import io.mall.sharding.lint.LintCommand;
import io.mall.sharding.lint.RuleCommand;
import io.mall.sharding.route.preview.RoutesCommand;
import io.mall.sharding.simulate.SimulateCommand;
import java.util.List;
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
        new Entry("lint", "Checks ShardingSphere rule files without a database.", LintCommand::new),
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

  private static CommandLine stub(Entry entry) {
    CommandSpec spec = CommandSpec.create().name(entry.name());
    spec.usageMessage().description(entry.summary());
    return new CommandLine(spec);
  }
}

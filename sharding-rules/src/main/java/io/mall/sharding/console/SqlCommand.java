package io.mall.sharding.console;

import io.mall.sharding.Rules;
import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.lint.Placements;
import io.mall.sharding.terminal.Json;
import io.mall.sharding.terminal.RulesOption;
import io.mall.sharding.terminal.TerminalCommand;
import io.mall.sharding.terminal.TextTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shardctl sql}: a console over all shards. */
@Command(
    name = "sql",
    description = {
      "Runs statements through the middleware and shows where each went; reads only without --write.",
      "Statements come from -e, from standard input, or are typed at a terminal. A statement that"
          + " fails is a finding (exit code 1) and ends the run."
    },
    mixinStandardHelpOptions = true)
public final class SqlCommand extends TerminalCommand {

  @Mixin private final RulesOption rules = new RulesOption();

  @Option(
      names = {"-e", "--execute"},
      paramLabel = "SQL",
      description = "Statements, separated by semicolons.")
  private List<String> given = List.of();

  @Option(names = "--write", description = "Allows statements that change something.")
  private boolean write;

  @Option(
      names = "--all-shards",
      description = "Allows statements without a sharding key, which ask every shard.")
  private boolean everywhere;

  @Option(names = "--keep-going", description = "Goes on after a statement that fails.")
  private boolean keepGoing;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Rows shown of one answer (default: ${DEFAULT-VALUE}).")
  private int limit;

  private final Function<String, @Nullable String> environment;
  private final InputStream in;
  private final boolean typed;

  /**
   * Placeholders of the rules have their values from the environment.
   *
   * @param in where statements come from if no option gives them
   * @param typed whether somebody types them at a terminal
   */
  public SqlCommand(Function<String, @Nullable String> environment, InputStream in, boolean typed) {
    this.environment = environment;
    this.in = in;
    this.typed = typed;
  }

  @Override
  public Integer call() throws IOException {
    require(rules.file());
    String hint = hint();
    ShardedDataSource shards =
        ShardedDataSource.of(Rules.read(rules.file()))
            .placeholders(environment)
            .pools(
                (_, pool) -> {
                  pool.setMaximumPoolSize(2);
                  if (!write) {
                    pool.setConnectionInitSql("SET SESSION TRANSACTION READ ONLY");
                  }
                })
            .open();
    try (Session session = new Session(shards, write, limit, hint)) {
      if (!given.isEmpty()) {
        return run(session, String.join(";\n", given));
      }
      if (typed) {
        return new Prompt(write).run(statement -> show(session.run(statement)));
      }
      return run(session, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Tells the auditors of the rules that a full route is meant. */
  private String hint() throws IOException {
    List<String> auditors = everywhere ? Placements.read(rules.file()).auditors() : List.of();
    return auditors.isEmpty()
        ? ""
        : "/* SHARDINGSPHERE_HINT: DISABLE_AUDIT_NAMES=%s */ "
            .formatted(String.join(" ", auditors));
  }

  private int run(Session session, String text) {
    List<Answer> answers = new ArrayList<>();
    boolean failed = false;
    for (String each : Script.statements(text)) {
      Answer answer = session.run(each);
      answers.add(answer);
      failed |= answer.error() != null;
      if (!json()) {
        show(answer);
      }
      if (failed && !keepGoing) {
        break;
      }
    }
    if (json()) {
      out().println(Json.of(answers));
    }
    return failed ? FINDINGS : FINE;
  }

  private void show(Answer answer) {
    if (!answer.columns().isEmpty()) {
      TextTable table = new TextTable(answer.columns().toArray(String[]::new));
      answer
          .rows()
          .forEach(row -> table.add(row.stream().map(SqlCommand::cell).toArray(Object[]::new)));
      print(table);
    }
    if (answer.error() != null) {
      out().println(paint().red("refused: " + answer.error()));
    }
    out().println(paint().faint("-- " + summary(answer)));
    out().flush();
  }

  private static String cell(@Nullable String value) {
    return value == null ? "NULL" : value.replace('\n', ' ').replace('\t', ' ');
  }

  private static String summary(Answer answer) {
    String what;
    if (answer.error() != null) {
      what = "no answer";
    } else if (answer.changed() != null) {
      what = answer.changed() + " rows changed";
    } else {
      what = answer.rows().size() + " rows" + (answer.cut() ? " shown, there are more" : "");
    }
    int most = 4;
    List<String> targets = answer.route().stream().limit(most).map(Object::toString).toList();
    int more = answer.route().size() - most;
    String route = targets.isEmpty() ? "nowhere" : String.join(", ", targets);
    return "%s, %d ms -> %s%s"
        .formatted(what, answer.millis(), route, more > 0 ? " and " + more + " more" : "");
  }
}

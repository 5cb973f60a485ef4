package io.mall.sharding.cli;

import io.mall.sharding.schema.Drift;
import io.mall.sharding.schema.Plan;
import io.mall.sharding.schema.Schema;
import io.mall.sharding.schema.Step;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shardctl ddl}: brings the primaries to the schema files, or says what that takes. */
@Command(
    name = "ddl",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the statements that bring every primary to the schema files; with --apply runs them.",
      "Missing tables, new optional columns and new indexes are done. A table with any other"
          + " difference is left alone and reported. Findings (exit code 1) are statements not yet"
          + " run and differences left."
    })
final class DdlCommand implements Callable<Integer> {

  @Mixin private final SchemaOptions options = new SchemaOptions();
  private final Console console;

  @Option(names = "--apply", description = "Run the statements.")
  private boolean apply;

  DdlCommand(Console console) {
    this.console = console;
  }

  /** The JSON result. */
  record Result(boolean applied, List<Step> steps, List<Drift> drifts) {}

  @Override
  public Integer call() {
    Schema schema = options.open(console);
    Plan plan = apply ? schema.apply(console::progress) : schema.plan(console::progress);
    if (options.json()) {
      console.printJson(new Result(apply, plan.steps(), plan.drifts()));
    } else {
      plan.steps().forEach(step -> console.print(line(step)));
      plan.drifts().forEach(drift -> console.print("-- left alone: " + drift));
    }
    boolean fine = apply ? plan.drifts().isEmpty() : plan.isEmpty();
    return fine ? Shardctl.FINE : Shardctl.FINDINGS;
  }

  /** SQL that may be piped to a client, or after the fact one line. */
  private String line(Step step) {
    String place = step.dataSource() + " " + step.table();
    if (!apply) {
      return "-- %s%n%s;".formatted(place, step.sql());
    }
    return switch (step.kind()) {
      case CREATE -> "created " + place;
      case ALTER -> "altered " + place + ": " + step.sql();
    };
  }
}

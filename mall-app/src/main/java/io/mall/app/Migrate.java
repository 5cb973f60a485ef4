package io.mall.app;

import io.mall.sharding.RulesException;
import io.mall.sharding.schema.Plan;
import io.mall.sharding.schema.Schema;
import io.mall.sharding.schema.SchemaException;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The command {@code migrate}: brings every database to the schema files inside the jar. */
final class Migrate {

  private static final int OK = 0;
  private static final int FINDINGS = 1;
  private static final int USAGE = 2;
  private static final int COULD_NOT_RUN = 3;

  private Migrate() {}

  static int run(
      List<String> args, Function<String, @Nullable String> environment, PrintStream out) {
    if (!args.isEmpty()) {
      out.println("migrate: takes no arguments; addresses come from the environment");
      return USAGE;
    }
    try {
      Plan plan =
          Schema.migrate(
              "classpath:sharding-rules/rules.yaml",
              "classpath:sql/schema",
              environment,
              out::println);
      plan.drifts().forEach(drift -> out.println("left alone: " + drift));
      return plan.drifts().isEmpty() ? OK : FINDINGS;
    } catch (SchemaException | RulesException e) {
      out.println("migrate: " + e.getMessage());
      return COULD_NOT_RUN;
    }
  }
}

package io.mall.load;

import io.mall.load.plan.Load;
import io.mall.load.plan.Load.Closed;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.Load.Open;
import io.mall.load.plan.Plan;
import io.mall.load.plan.Plans;
import io.mall.load.plan.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How much load, for how long. */
final class LoadOptions {
  /** Users or a rate, not both. */
  static final class Model {
    @Option(
        names = "--users",
        paramLabel = "N",
        description = "Closed model: N users, each waits for its answers.")
    private @Nullable Integer users;

    @Option(
        names = "--rate",
        paramLabel = "N/s",
        description = "Open model: N arrivals a second, whatever the shop does.")
    private @Nullable String rate;
  }

  @ArgGroup private @Nullable Model model;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description =
          "How long to measure, like 30s or 2m (default: the plan's, plans.yaml; in compare 10s, of"
              + " programs 20s).")
  private @Nullable String duration;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      description = "How long before that nobody looks (default: the plan's).")
  private @Nullable String warmUp;

  /** The plan of that name; a wrong one is wrong usage. */
  static Plan plan(Plans plans, String name, CommandSpec spec) {
    if (!plans.names().contains(name)) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no plan '" + name + "', only " + String.join(", ", plans.names()));
    }
    return plans.plan(name);
  }

  Course course(Plan plan, CommandSpec spec) {
    return course(plan, plan.usual().measured(), spec);
  }

  /** The same with another duration when none is asked for. */
  Course course(Plan plan, Duration usual, CommandSpec spec) {
    try {
      return plan.course(
          load(plan.usual().load()),
          time("--warm-up", warmUp, plan.usual().warmUp()),
          time("--duration", duration, usual));
    } catch (IllegalArgumentException | LoadException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Load load(Load usual) {
    Model chosen = model;
    if (chosen == null) {
      return usual;
    }
    Integer users = chosen.users;
    String rate = chosen.rate;
    if (users != null) {
      return new Closed(users);
    }
    return rate == null ? usual : new Open(Settings.rate("--rate", rate));
  }

  private static Duration time(String name, @Nullable String text, Duration usual) {
    return text == null ? usual : Settings.duration(name, text);
  }
}

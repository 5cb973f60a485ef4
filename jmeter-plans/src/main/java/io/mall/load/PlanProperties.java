package io.mall.load;

import io.mall.load.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Properties of the plan that somebody wants otherwise. */
final class PlanProperties {
  /** What the runner says itself; it would not know of another value. */
  private static final String OWN =
      "users\\d?|crowd.*|duration|stage|schedule|seed|protocol|host|port|data";

  @Option(
      names = "-J",
      paramLabel = "NAME=VALUE",
      description = "A property of the plan, like -Jthink=100; with a dot in its name, of JMeter.")
  private Map<String, String> properties = new LinkedHashMap<>();

  /**
   * All that were given; one that none of these plans reads, or may not be given, is wrong usage.
   */
  Map<String, String> checked(List<Plan> plans, CommandSpec spec) {
    Set<String> known = new TreeSet<>();
    plans.forEach(plan -> known.addAll(plan.reads()));
    known.removeIf(name -> name.matches(OWN));
    for (String name : properties.keySet()) {
      if (name.matches(OWN)) {
        throw new ParameterException(
            spec.commandLine(),
            "-J" + name + " is said by --users, --rate, --duration, --warm-up or --target.");
      }
      if (!name.contains(".") && !known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "Nothing reads -J" + name + ", only -J" + String.join(", -J", known) + ".");
      }
    }
    try {
      plans.forEach(plan -> plan.think(properties));
    } catch (LoadException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    return Map.copyOf(properties);
  }
}

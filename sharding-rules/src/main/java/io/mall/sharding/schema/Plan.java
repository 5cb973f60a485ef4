package io.mall.sharding.schema;

import java.util.List;

/**
 * What brings the servers to the schema files, and what does not come along.
 *
 * @param steps the statements, in the order they run
 * @param drifts differences a person must decide about; no step touches a table that has one
 */
public record Plan(List<Step> steps, List<Drift> drifts) {

  public Plan {
    steps = List.copyOf(steps);
    drifts = List.copyOf(drifts);
  }

  /** Nothing to do and nothing to decide. */
  public boolean isEmpty() {
    return steps.isEmpty() && drifts.isEmpty();
  }

  String summary(boolean applied) {
    long created = steps.stream().filter(step -> step.kind() == Step.Kind.CREATE).count();
    return "%d %s, %d %s, %d differences left"
        .formatted(
            created,
            applied ? "created" : "to create",
            steps.size() - created,
            applied ? "altered" : "to alter",
            drifts.size());
  }
}

package io.mall.sharding.schema;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is wrong with one actual table.
 *
 * @param differences none where the table is missing altogether
 */
record Finding(Site.Located table, List<Difference> differences) {

  /** The statement that mends all of it; none where a person must decide about a part. */
  Optional<Step> step(Member member) {
    String actual = table.actualTable();
    if (differences.isEmpty()) {
      return Optional.of(
          new Step(
              member.label(),
              member.addressOf(actual),
              Step.Kind.CREATE,
              table.logic().createAs(actual)));
    }
    List<String> remedies =
        differences.stream().map(Difference::remedy).filter(Objects::nonNull).toList();
    if (remedies.size() < differences.size()) {
      return Optional.empty();
    }
    String clauses = remedies.stream().collect(Collectors.joining(", "));
    return Optional.of(
        new Step(
            member.label(),
            member.addressOf(actual),
            Step.Kind.ALTER,
            "ALTER TABLE `" + actual + "` " + clauses));
  }

  List<Drift> drifts(Member member) {
    List<Difference> all =
        differences.isEmpty()
            ? List.of(Difference.of("table", "a table", Difference.NONE))
            : differences;
    return all.stream()
        .map(difference -> difference.at(member, table.actualTable(), table.logic().source()))
        .toList();
  }
}

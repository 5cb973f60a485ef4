package io.mall.sharding.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.shardingsphere.infra.algorithm.loadbalancer.core.LoadBalanceAlgorithm;

/** Checks of read/write splitting. */
final class ReadWriteChecks {

  private static final Set<String> STRATEGIES = Set.of("PRIMARY", "FIXED", "DYNAMIC");

  private ReadWriteChecks() {}

  static void unknownMember(RuleFile file, Report report) {
    if (!file.knowsTargets()) {
      return;
    }
    Set<String> known = file.dataSources().stream().map(Item::name).collect(Collectors.toSet());
    for (Item group : file.groups()) {
      Optional<Item> write = group.get("writeDataSourceName");
      if (write.isEmpty()) {
        report.add(
            group,
            "Group %s has no writeDataSourceName.".formatted(group.name()),
            "Name the primary.");
      }
      write
          .filter(each -> !known.contains(each.text()))
          .ifPresent(each -> unknown(report, group, each, known));
      group
          .elementsOf("readDataSourceNames")
          .filter(each -> !known.contains(each.text()))
          .forEach(each -> unknown(report, group, each, known));
    }
  }

  private static void unknown(Report report, Item group, Item member, Set<String> known) {
    report.add(
        member.valueAt(),
        "Group %s names %s, which is no data source.".formatted(group.name(), member.text()),
        Spelling.hint(member.text(), known));
  }

  static void noReplica(RuleFile file, Report report) {
    for (Item group : file.groups()) {
      if (group.isMapping()
          && group.elementsOf("readDataSourceNames").allMatch(Item::isBlank)
          && group.get("readDataSourceNames").map(Item::isSequence).orElse(true)) {
        report.add(
            group,
            "Group %s has no replica.".formatted(group.name()),
            "List readDataSourceNames, or use the data source without a group.");
      }
    }
  }

  static void replicaIsPrimary(RuleFile file, Report report) {
    Map<String, String> addresses = new HashMap<>();
    file.dataSources().forEach(each -> addresses.put(each.name(), DataSourceChecks.address(each)));
    for (Item group : file.groups()) {
      String primary = group.textOf("writeDataSourceName");
      String address = addresses.getOrDefault(primary, "");
      group
          .elementsOf("readDataSourceNames")
          .filter(
              each ->
                  each.text().equals(primary)
                      || (!address.isEmpty() && address.equals(addresses.get(each.text()))))
          .forEach(
              each ->
                  report.add(
                      each.valueAt(),
                      "%s, a replica of group %s, is its primary."
                          .formatted(each.text(), group.name()),
                      "Name a data source with the replica's own address."));
    }
  }

  static void transactionalReads(RuleFile file, Report report) {
    for (Item group : file.groups()) {
      Optional<Item> strategy = group.get("transactionalReadQueryStrategy");
      String text = strategy.map(Item::text).orElse("DYNAMIC (the default)");
      if (!text.equals("PRIMARY") && (strategy.isEmpty() || STRATEGIES.contains(text))) {
        report.add(
            strategy.orElse(group),
            "Reads inside a transaction of group %s follow the strategy %s and may go to a replica."
                .formatted(group.name(), text),
            "Write transactionalReadQueryStrategy: PRIMARY.",
            strategy.map(each -> Edit.replace(each.node(), "PRIMARY")).orElse(null));
      }
    }
  }

  static void unknownStrategy(RuleFile file, Report report) {
    for (Item group : file.groups()) {
      group
          .get("transactionalReadQueryStrategy")
          .filter(each -> !STRATEGIES.contains(each.text()))
          .ifPresent(
              each ->
                  report.add(
                      each,
                      "'%s' is no transactionalReadQueryStrategy.".formatted(each.text()),
                      Spelling.hint(each.text(), STRATEGIES),
                      Spelling.nearest(each.text(), STRATEGIES)
                          .map(name -> Edit.replace(each.node(), name))
                          .orElse(null)));
    }
  }

  static void loadBalancer(RuleFile file, Report report) {
    for (Item rule : file.rules("!READWRITE_SPLITTING")) {
      List<Item> balancers = rule.entriesOf("loadBalancers").toList();
      Set<String> names = balancers.stream().map(Item::name).collect(Collectors.toSet());
      rule.entriesOf("dataSourceGroups")
          .flatMap(each -> each.get("loadBalancerName").stream())
          .filter(each -> !names.contains(each.text()))
          .forEach(
              each ->
                  report.add(
                      each,
                      "There is no load balancer '%s'.".formatted(each.text()),
                      names.isEmpty()
                          ? "Declare it under loadBalancers."
                          : Spelling.hint(each.text(), names)));
      balancers.stream()
          .filter(each -> !Algorithms.isType(LoadBalanceAlgorithm.class, each.textOf("type")))
          .forEach(
              each ->
                  report.add(
                      each.get("type").orElse(each),
                      "Load balancer %s has the unknown type '%s'."
                          .formatted(each.name(), each.textOf("type")),
                      Spelling.hint(
                          each.textOf("type"), Algorithms.types(LoadBalanceAlgorithm.class))));
      balancers.stream()
          .filter(each -> Algorithms.isType(LoadBalanceAlgorithm.class, each.textOf("type")))
          .forEach(
              each ->
                  Algorithms.refusal(LoadBalanceAlgorithm.class, each)
                      .ifPresent(
                          reason ->
                              report.add(
                                  each.get("props").orElse(each),
                                  "Load balancer %s cannot be made: %s."
                                      .formatted(each.name(), reason),
                                  "Give the properties that %s reads."
                                      .formatted(each.textOf("type")))));
    }
  }

  static void memberOfTwoGroups(RuleFile file, Report report) {
    Map<String, String> seen = new HashMap<>();
    for (Item group : file.groups()) {
      for (String member : new HashSet<>(RuleFile.members(group))) {
        String other = seen.putIfAbsent(member, group.name());
        if (other != null) {
          report.add(
              group,
              "%s is a member of the groups %s and %s.".formatted(member, other, group.name()),
              "Leave it in one group.");
        }
      }
    }
  }

  static void bypassesGroup(RuleFile file, Report report) {
    Set<String> members = file.groupMembers();
    Set<String> groups = file.groups().stream().map(Item::name).collect(Collectors.toSet());
    for (Table table : file.tables()) {
      Set<String> used = new HashSet<>(table.dataSources());
      used.addAll(table.auto() ? table.expansion().values() : List.of());
      used.retainAll(members);
      used.removeAll(groups);
      if (!used.isEmpty()) {
        report.add(
            table.place(),
            "Table %s lies in %s, a member of a read/write group, rather than in the group."
                .formatted(table.name(), String.join(", ", Algorithms.sorted(used))),
            "Name the group, so that reads may go to its replicas.");
      }
    }
  }
}

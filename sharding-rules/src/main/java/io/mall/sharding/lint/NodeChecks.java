package io.mall.sharding.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.shardingsphere.infra.datanode.DataNode;

/** Checks of the data nodes that tables declare. */
final class NodeChecks {

  private NodeChecks() {}

  static void unknownDataSource(RuleFile file, Report report) {
    if (!file.knowsTargets()) {
      return;
    }
    for (Table table : file.tables()) {
      Set<String> used = new HashSet<>(table.dataSources());
      used.addAll(table.auto() ? table.expansion().values() : List.of());
      used.removeAll(file.targets());
      if (!used.isEmpty()) {
        report.add(
            table.place(),
            "Table %s lies in %s, which is neither a data source nor a read/write group."
                .formatted(table.name(), String.join(", ", Algorithms.sorted(used))),
            Spelling.hint(used.iterator().next(), file.targets()));
      }
    }
  }

  static void badNodes(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      table
          .expansion()
          .failure()
          .ifPresent(
              reason ->
                  report.add(
                      table.place(),
                      "The data nodes of table %s cannot be worked out: %s."
                          .formatted(table.name(), reason),
                      "Write data_source.table names, with ${0..3} or ${['a', 'b']} for the parts"
                          + " that vary."));
      if (!table.auto()) {
        table.expansion().values().stream()
            .filter(each -> !TableReader.isNode(each))
            .findFirst()
            .ifPresent(
                each ->
                    report.add(
                        table.place(),
                        "'%s', a data node of table %s, is not of the form data_source.table."
                            .formatted(each, table.name()),
                        "Write data_source.table."));
      }
    }
  }

  static void nodeTwice(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      Set<String> seen = new HashSet<>();
      table.nodes().stream()
          .map(NodeChecks::text)
          .filter(each -> !seen.add(each.toUpperCase(Locale.ROOT)))
          .findFirst()
          .ifPresent(
              each ->
                  report.add(
                      table.place(),
                      "Table %s declares the data node %s twice.".formatted(table.name(), each),
                      "Declare it once."));
    }
  }

  static void nodeShared(RuleFile file, Report report) {
    Map<String, Table> owners = new HashMap<>();
    for (Table table : file.tables()) {
      Map<String, Table> shared = new HashMap<>();
      for (DataNode node : table.nodes()) {
        Table other = owners.putIfAbsent(text(node).toUpperCase(Locale.ROOT), table);
        if (other != null && !other.name().equals(table.name())) {
          shared.putIfAbsent(text(node), other);
        }
      }
      shared.entrySet().stream()
          .min(Map.Entry.comparingByKey())
          .ifPresent(
              each ->
                  report.add(
                      table.place(),
                      "Tables %s and %s both keep their rows in %s."
                          .formatted(each.getValue().name(), table.name(), each.getKey()),
                      "Give each logic table actual tables of its own."));
    }
  }

  static String text(DataNode node) {
    return node.getDataSourceName() + "." + node.getTableName();
  }
}

package io.mall.sharding.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.shardingsphere.infra.algorithm.keygen.core.KeyGenerateAlgorithm;
import org.apache.shardingsphere.sharding.spi.ShardingAuditAlgorithm;
import org.jspecify.annotations.Nullable;

/** Checks of key generators and of the sharding audit. */
final class KeyChecks {

  private KeyChecks() {}

  private static List<Item> uses(RuleFile file, String byTable, String byDefault) {
    List<Item> uses = new ArrayList<>();
    file.tables().forEach(each -> each.item().get(byTable).ifPresent(uses::add));
    file.sharding().flatMap(each -> each.get(byDefault)).ifPresent(uses::add);
    return uses;
  }

  private static List<Item> keyStrategies(RuleFile file) {
    return uses(file, "keyGenerateStrategy", "defaultKeyGenerateStrategy");
  }

  private static Set<String> names(RuleFile file, String key) {
    return file.shardingEntries(key).stream().map(Item::name).collect(Collectors.toSet());
  }

  static void unknownGenerator(RuleFile file, Report report) {
    Set<String> names = names(file, "keyGenerators");
    for (Item each : keyStrategies(file)) {
      String name = each.textOf("keyGeneratorName");
      if (!names.contains(name)) {
        report.add(
            each.get("keyGeneratorName").orElse(each),
            name.isEmpty()
                ? "This key strategy names no key generator."
                : "There is no key generator '%s'.".formatted(name),
            names.isEmpty() ? "Declare it under keyGenerators." : Spelling.hint(name, names));
      }
    }
    for (Item each : file.shardingEntries("keyGenerators")) {
      if (!Algorithms.isType(KeyGenerateAlgorithm.class, each.textOf("type"))) {
        report.add(
            each.get("type").orElse(each),
            "Key generator %s has the unknown type '%s'."
                .formatted(each.name(), each.textOf("type")),
            Spelling.hint(each.textOf("type"), Algorithms.types(KeyGenerateAlgorithm.class)));
      }
    }
  }

  static void noWorkerId(RuleFile file, Report report) {
    for (Item each : file.shardingEntries("keyGenerators")) {
      boolean worker = each.get("props").flatMap(props -> props.get("worker-id")).isPresent();
      if (each.textOf("type").equalsIgnoreCase("SNOWFLAKE") && !worker) {
        report.add(
            each,
            "Key generator %s has no worker-id: every process counts as worker 0."
                .formatted(each.name()),
            "Give each process its own: worker-id: $${WORKER_ID::}.");
      }
    }
  }

  static void noKeyColumn(RuleFile file, Report report) {
    for (Item each : keyStrategies(file)) {
      if (each.isMapping() && each.textOf("column").isEmpty()) {
        report.add(
            each,
            "This key strategy says not which column it fills.",
            "Add column: the key's name.");
      }
    }
  }

  static void keyColumnAbsent(RuleFile file, Report report) {
    for (Table table : file.tables()) {
      table
          .item()
          .get("keyGenerateStrategy")
          .flatMap(each -> each.get("column"))
          .filter(column -> !column.isBlank())
          .ifPresent(
              column ->
                  file.schema()
                      .flatMap(schema -> schema.table(table.name()))
                      .filter(ddl -> ddl.column(column.text()).isEmpty())
                      .ifPresent(
                          _ ->
                              report.add(
                                  column,
                                  "Table %s has no column %s to generate keys for."
                                      .formatted(table.name(), column.text()),
                                  "Name the column that holds the key.")));
    }
  }

  static void auditOff(RuleFile file, Report report) {
    if (file.sharding().isEmpty() || file.tables().isEmpty()) {
      return;
    }
    boolean byDefault = audits(file.sharding().get().get("defaultAuditStrategy").orElse(null));
    List<String> without =
        file.tables().stream()
            .filter(
                each ->
                    each.item().get("auditStrategy").isPresent()
                        ? !audits(each.item().get("auditStrategy").get())
                        : !byDefault)
            .map(Table::name)
            .toList();
    if (!without.isEmpty()) {
      String tables =
          without.size() == file.tables().size() ? "any table" : String.join(", ", without);
      report.add(
          file.sharding().get().get("defaultAuditStrategy").orElse(file.sharding().get()),
          "No audit keeps statements without a sharding key from visiting every shard of %s."
              .formatted(tables),
          "Add defaultAuditStrategy with an auditor of type DML_SHARDING_CONDITIONS.");
    }
  }

  private static boolean audits(@Nullable Item strategy) {
    return strategy != null
        && strategy.elementsOf("auditorNames").anyMatch(each -> !each.isBlank());
  }

  static void unknownAuditor(RuleFile file, Report report) {
    Set<String> names = names(file, "auditors");
    for (Item use : uses(file, "auditStrategy", "defaultAuditStrategy")) {
      use.elementsOf("auditorNames")
          .filter(each -> !names.contains(each.text()))
          .forEach(
              each ->
                  report.add(
                      each.valueAt(),
                      "There is no auditor '%s'.".formatted(each.text()),
                      names.isEmpty()
                          ? "Declare it under auditors."
                          : Spelling.hint(each.text(), names)));
    }
    for (Item each : file.shardingEntries("auditors")) {
      if (!Algorithms.isType(ShardingAuditAlgorithm.class, each.textOf("type"))) {
        report.add(
            each.get("type").orElse(each),
            "Auditor %s has the unknown type '%s'.".formatted(each.name(), each.textOf("type")),
            Spelling.hint(each.textOf("type"), Algorithms.types(ShardingAuditAlgorithm.class)));
      }
    }
  }
}

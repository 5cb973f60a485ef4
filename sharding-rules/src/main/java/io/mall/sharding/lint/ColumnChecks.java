package io.mall.sharding.lint;

import io.mall.sharding.route.ddl.LogicColumn;
import io.mall.sharding.route.ddl.LogicSchema;
import io.mall.sharding.route.ddl.LogicTable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Checks of the rules against the logical schema. */
final class ColumnChecks {

  private ColumnChecks() {}

  private static void eachTable(RuleFile file, BiConsumer<Table, LogicTable> body) {
    file.schema()
        .ifPresent(
            schema ->
                file.tables()
                    .forEach(
                        table ->
                            schema.table(table.name()).ifPresent(ddl -> body.accept(table, ddl))));
  }

  private static Position at(LogicTable table) {
    return new Position(table.file(), table.line(), 1);
  }

  static void schemaUnread(RuleFile file, Report report) {
    file.schema()
        .map(LogicSchema::problems)
        .orElse(List.of())
        .forEach(
            each ->
                report.add(
                    new Position(each.file(), each.line(), 1),
                    each.what(),
                    "Make it a CREATE TABLE statement that MySQL accepts."));
  }

  static void columnAbsent(RuleFile file, Report report) {
    eachTable(
        file,
        (table, ddl) -> {
          for (Strategy each : List.of(table.database(), table.table())) {
            boolean one =
                each.columns().stream().anyMatch(column -> ddl.column(column).isPresent());
            if (!one && !each.columns().isEmpty()) {
              report.add(
                  table.item(),
                  "Table %s has no column %s, by which it is sharded."
                      .formatted(table.name(), String.join(" or ", each.columns())),
                  "Add the column, or shard by one the table has: %s."
                      .formatted(
                          String.join(
                              ", ", ddl.columns().stream().map(LogicColumn::name).toList())));
              return;
            }
          }
        });
  }

  static void columnNullable(RuleFile file, Report report) {
    eachTable(
        file,
        (table, ddl) ->
            table.shardingColumns().stream()
                .flatMap(each -> ddl.column(each).stream())
                .filter(each -> each.nullable() && !each.generated())
                .filter(each -> !ddl.primaryKey().contains(each.name()))
                .forEach(
                    each ->
                        report.add(
                            at(ddl),
                            "%s.%s, a sharding column, may be NULL."
                                .formatted(ddl.name(), each.name()),
                            "Declare it NOT NULL.")));
  }

  static void partnerType(RuleFile file, Report report) {
    if (file.schema().isEmpty()) {
      return;
    }
    LogicSchema schema = file.schema().get();
    for (Item group : file.bindingGroups()) {
      List<Table> tables =
          RuleFile.bindingNames(group).stream().flatMap(each -> file.table(each).stream()).toList();
      for (int i = 1; i < tables.size(); i++) {
        compare(schema, tables.getFirst(), tables.get(i), group, report);
      }
    }
  }

  private static void compare(
      LogicSchema schema, Table first, Table other, Item group, Report report) {
    int columns = Math.min(first.shardingColumns().size(), other.shardingColumns().size());
    for (int i = 0; i < columns; i++) {
      String left = first.shardingColumns().get(i);
      String right = other.shardingColumns().get(i);
      Optional<LogicColumn> one = schema.table(first.name()).flatMap(each -> each.column(left));
      Optional<LogicColumn> two = schema.table(other.name()).flatMap(each -> each.column(right));
      if (one.isPresent() && two.isPresent() && !one.get().shape().equals(two.get().shape())) {
        report.add(
            group.valueAt(),
            "Binding tables %s and %s: %s is %s and %s is %s."
                .formatted(
                    first.name(), other.name(), left, one.get().shape(), right, two.get().shape()),
            "Give both columns one type.");
      }
    }
  }

  static void uniqueWithoutKey(RuleFile file, Report report) {
    eachTable(
        file,
        (table, ddl) -> {
          if (!ddl.primaryKey().isEmpty() && !covers(table, ddl.primaryKey())) {
            report.add(
                at(ddl),
                "The primary key of %s holds no sharding column: it is unique in each actual table only."
                    .formatted(ddl.name()),
                "Add the sharding column to it, or make sure ids are unique across shards.");
          }
          ddl.uniqueKeys().stream()
              .filter(each -> !covers(table, each.columns()))
              .forEach(
                  each ->
                      report.add(
                          at(ddl),
                          "Unique key %s (%s) of %s holds no sharding column: it is unique in each actual table only."
                              .formatted(
                                  each.name(), String.join(", ", each.columns()), ddl.name()),
                          "Add the sharding column to it, or keep uniqueness in a table of its own."));
        });
  }

  /** A generated primary key is unique everywhere by its generator. */
  private static boolean covers(Table table, List<String> key) {
    Set<String> sharding = lower(table.shardingColumns());
    String generated =
        table.item().get("keyGenerateStrategy").map(each -> each.textOf("column")).orElse("");
    Set<String> columns = lower(key);
    boolean unsaid = table.item().get("keyGenerateStrategy").isPresent() && generated.isEmpty();
    return sharding.isEmpty()
        || unsaid
        || columns.stream().anyMatch(sharding::contains)
        || columns.equals(lower(List.of(generated)));
  }

  private static Set<String> lower(List<String> names) {
    Set<String> lower = new HashSet<>();
    names.forEach(each -> lower.add(each.toLowerCase(Locale.ROOT)));
    return lower;
  }

  static void noDdl(RuleFile file, Report report) {
    file.schema()
        .ifPresent(
            schema ->
                file.tables().stream()
                    .filter(each -> schema.table(each.name()).isEmpty())
                    .forEach(
                        each ->
                            report.add(
                                each.item(),
                                "The schema has no table %s.".formatted(each.name()),
                                "Add its CREATE TABLE, or correct the name.")));
  }

  static void tableInNoRule(RuleFile file, Report report) {
    if (file.schema().isEmpty() || file.sharding().isEmpty()) {
      return;
    }
    Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    file.tables().forEach(each -> named.add(each.name()));
    file.rules("!BROADCAST")
        .forEach(each -> each.elementsOf("tables").forEach(t -> named.add(t.text())));
    for (Item rule : file.rules("!SINGLE")) {
      rule.elementsOf("tables").forEach(t -> named.add(t.text().replaceFirst(".*\\.", "")));
    }
    if (named.contains("*")) {
      return;
    }
    for (LogicTable each : file.schema().get().tables()) {
      if (!named.contains(each.name())) {
        report.add(
            at(each),
            "No rule says where table %s lies.".formatted(each.name()),
            "Name it under !SHARDING, !SINGLE or !BROADCAST.");
      }
    }
  }

  static void unsuitedType(RuleFile file, Report report) {
    Set<String> unsuited =
        Set.of(
            "FLOAT",
            "DOUBLE",
            "REAL",
            "DECIMAL",
            "NUMERIC",
            "TEXT",
            "BLOB",
            "JSON",
            "BIT",
            "MEDIUMTEXT",
            "LONGTEXT");
    eachTable(
        file,
        (table, ddl) ->
            table.shardingColumns().stream()
                .flatMap(each -> ddl.column(each).stream())
                .filter(each -> unsuited.contains(each.type()))
                .forEach(
                    each ->
                        report.add(
                            at(ddl),
                            "%s.%s, a sharding column, is of type %s."
                                .formatted(ddl.name(), each.name(), each.type()),
                            "Shard by a whole number or a short text.")));
  }

  static void autoIncrement(RuleFile file, Report report) {
    boolean byDefault =
        file.sharding().flatMap(each -> each.get("defaultKeyGenerateStrategy")).isPresent();
    eachTable(
        file,
        (table, ddl) -> {
          boolean generated = byDefault || table.item().get("keyGenerateStrategy").isPresent();
          if (!generated && table.nodes().size() > 1) {
            ddl.columns().stream()
                .filter(LogicColumn::autoIncrement)
                .forEach(
                    each ->
                        report.add(
                            at(ddl),
                            "%s.%s is AUTO_INCREMENT: every actual table counts for itself."
                                .formatted(ddl.name(), each.name()),
                            "Use a keyGenerateStrategy, or ids that the program makes."));
          }
        });
  }
}

package io.mall.sharding.lint;

import io.mall.sharding.lint.LiveFile.Actual;
import io.mall.sharding.live.Facts;
import io.mall.sharding.live.Facts.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Checks of the tables that are on the servers. */
final class LiveTableChecks {

  private static final int LISTED = 4;

  private LiveTableChecks() {}

  static void missing(LiveFile live, Report report) {
    live.file().tables().forEach(table -> missing(live, table, report));
    for (Item rule : live.file().rules("!SINGLE")) {
      rule.elementsOf("tables")
          .filter(each -> TableReader.isNode(each.text()) && !each.text().contains("*"))
          .forEach(
              each -> {
                int dot = each.text().indexOf('.');
                String table = each.text().substring(each.text().lastIndexOf('.') + 1);
                live.primary(each.text().substring(0, dot))
                    .filter(facts -> !facts.tables().containsKey(table))
                    .ifPresent(
                        facts ->
                            report.add(
                                each,
                                "The single table %s is not on %s."
                                    .formatted(each.text(), facts.source().name()),
                                "Create it, or name the data source that has it."));
              });
    }
    for (Item rule : live.file().rules("!BROADCAST")) {
      for (Item table : rule.elementsOf("tables").toList()) {
        List<String> without =
            live.all().stream()
                .filter(each -> each.source().primary())
                .filter(each -> !each.tables().containsKey(table.text()))
                .map(each -> each.source().name())
                .toList();
        if (!without.isEmpty()) {
          report.add(
              table,
              "The broadcast table %s is not on %s.".formatted(table.text(), some(without)),
              "Create it everywhere: shardctl ddl --apply.");
        }
      }
    }
  }

  private static void missing(LiveFile live, Table table, Report report) {
    List<String> missing =
        table.nodes().stream()
            .filter(
                node ->
                    live.primary(node.getDataSourceName())
                        .filter(each -> !each.tables().containsKey(node.getTableName()))
                        .isPresent())
            .map(NodeChecks::text)
            .toList();
    if (!missing.isEmpty()) {
      report.add(
          table.place(),
          "%d of %d actual tables of %s are not on their servers: %s."
              .formatted(missing.size(), table.nodes().size(), table.name(), some(missing)),
          "Create them: shardctl ddl --apply; or correct the data nodes.");
    }
  }

  static void missingOnReplica(LiveFile live, Report report) {
    for (Facts replica : live.replicas()) {
      Optional<Facts> primary = live.primary(replica.source().group());
      if (primary.isEmpty() || live.isOwnPrimary(replica)) {
        continue;
      }
      Set<String> missing = new TreeSet<>();
      for (Table table : live.file().tables()) {
        table.nodes().stream()
            .filter(node -> node.getDataSourceName().equals(replica.source().group()))
            .map(node -> node.getTableName())
            .filter(each -> primary.get().tables().containsKey(each))
            .filter(each -> !replica.tables().containsKey(each))
            .forEach(missing::add);
      }
      if (!missing.isEmpty()) {
        report.add(
            live.item(replica.source().name()),
            "%s lacks %s, which its primary has."
                .formatted(replica.source().name(), some(List.copyOf(missing))),
            "Look for a replication filter or an error; build the replica anew.");
      }
    }
  }

  static void columnAbsent(LiveFile live, Report report) {
    for (Table table : live.file().tables()) {
      for (Strategy strategy : List.of(table.database(), table.table())) {
        List<String> without =
            live.actuals(table).stream()
                .filter(each -> !strategy.columns().isEmpty())
                .filter(
                    each ->
                        strategy.columns().stream()
                            .noneMatch(column -> each.table().columns().containsKey(column)))
                .map(Actual::node)
                .toList();
        if (!without.isEmpty()) {
          report.add(
              table.item(),
              "%s has no column %s, by which %s is sharded."
                  .formatted(some(without), String.join(" or ", strategy.columns()), table.name()),
              "Add the column, or shard by one the table has.");
          break;
        }
      }
    }
  }

  static void columnsDiffer(LiveFile live, Report report) {
    for (Table table : live.file().tables()) {
      differ(live, table, each -> each.table().columns(), "column", report);
    }
  }

  static void indexesDiffer(LiveFile live, Report report) {
    for (Table table : live.file().tables()) {
      differ(live, table, each -> each.table().indexes(), "index", report);
    }
  }

  private static void differ(
      LiveFile live,
      Table table,
      Function<Actual, Map<String, ?>> parts,
      String what,
      Report report) {
    List<Actual> actuals = live.actuals(table);
    for (Actual each : actuals) {
      Map<String, ?> left = parts.apply(actuals.getFirst());
      Map<String, ?> right = parts.apply(each);
      Set<String> names = new TreeSet<>(left.keySet());
      names.addAll(right.keySet());
      for (String name : names) {
        String one = text(left, name);
        String other = text(right, name);
        if (!one.equals(other)) {
          report.add(
              table.place(),
              "Actual tables of %s differ: %s %s is %s in %s and %s in %s."
                  .formatted(
                      table.name(), what, name, one, actuals.getFirst().node(), other, each.node()),
              "Make them alike; shardctl drift lists every difference.");
          return;
        }
      }
    }
  }

  private static String text(Map<String, ?> parts, String name) {
    Object part = parts.get(name);
    return part == null ? "absent" : part.toString();
  }

  static void nullable(LiveFile live, Report report) {
    eachColumn(
        live,
        report,
        (actual, column) -> {
          Column found = actual.table().columns().get(column);
          boolean may = found != null && found.nullable() && !found.extra().contains("GENERATED");
          return may ? "%s.%s, a sharding column, may be NULL." : "";
        },
        "Declare it NOT NULL.");
  }

  static void autoIncrement(LiveFile live, Report report) {
    for (Table table : live.file().tables()) {
      if (table.nodes().size() < 2 || table.item().get("keyGenerateStrategy").isPresent()) {
        continue;
      }
      for (Actual actual : live.actuals(table)) {
        Optional<String> counting =
            actual.table().columns().entrySet().stream()
                .filter(each -> each.getValue().extra().contains("auto_increment"))
                .map(Map.Entry::getKey)
                .findFirst();
        if (counting.isPresent()) {
          report.add(
              table.item(),
              "%s.%s is AUTO_INCREMENT: every actual table of %s counts for itself."
                  .formatted(actual.node(), counting.get(), table.name()),
              "Use a keyGenerateStrategy, or ids that the program makes.");
          break;
        }
      }
    }
  }

  private static void eachColumn(
      LiveFile live, Report report, BiFunction<Actual, String, String> judge, String fix) {
    for (Table table : live.file().tables()) {
      for (String column : table.shardingColumns()) {
        for (Actual actual : live.actuals(table)) {
          String sentence = judge.apply(actual, column);
          if (!sentence.isEmpty()) {
            report.add(table.item(), sentence.formatted(actual.node(), column), fix);
            break;
          }
        }
      }
    }
  }

  static void partnerType(LiveFile live, Report report) {
    for (Item group : live.file().bindingGroups()) {
      List<Table> tables =
          RuleFile.bindingNames(group).stream()
              .flatMap(each -> live.file().table(each).stream())
              .toList();
      for (int i = 1; i < tables.size(); i++) {
        partnerType(live, tables.getFirst(), tables.get(i), group, report);
      }
    }
  }

  private static void partnerType(
      LiveFile live, Table first, Table other, Item group, Report report) {
    Optional<Actual> one = live.actuals(first).stream().findFirst();
    Optional<Actual> two = live.actuals(other).stream().findFirst();
    if (one.isEmpty() || two.isEmpty()) {
      return;
    }
    for (String name : first.shardingColumns()) {
      Column left = one.get().table().columns().get(name);
      Column right = two.get().table().columns().get(name);
      if (left != null
          && right != null
          && !(type(left) + left.collation()).equals(type(right) + right.collation())) {
        report.add(
            group.valueAt(),
            "Binding tables: %s.%s is %s and %s.%s is %s."
                .formatted(one.get().node(), name, left, two.get().node(), name, right),
            "Give both columns one type and collation.");
        return;
      }
    }
  }

  private static String type(Column column) {
    return column.type().toLowerCase(Locale.ROOT).replaceAll("int\\(\\d+\\)", "int");
  }

  static void uniqueWithoutKey(LiveFile live, Report report) {
    for (Table table : live.file().tables()) {
      Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      keys.addAll(table.shardingColumns());
      boolean generated = table.item().get("keyGenerateStrategy").isPresent();
      for (Actual actual : live.actuals(table).stream().limit(1).toList()) {
        actual
            .table()
            .indexes()
            .forEach(
                (name, index) -> {
                  boolean own = generated && name.equals("PRIMARY");
                  if (index.unique()
                      && !own
                      && !keys.isEmpty()
                      && index.columns().stream().noneMatch(keys::contains)) {
                    report.add(
                        table.item(),
                        "Unique index %s (%s) of %s holds no sharding column: it is unique in each actual table only."
                            .formatted(name, String.join(", ", index.columns()), actual.node()),
                        "Add the sharding column to it, or make sure its values are unique across"
                            + " shards.");
                  }
                });
      }
    }
  }

  static void orphan(LiveFile live, Report report) {
    Set<String> named = new HashSet<>();
    live.file()
        .tables()
        .forEach(
            table ->
                table
                    .nodes()
                    .forEach(node -> named.add(NodeChecks.text(node).toLowerCase(Locale.ROOT))));
    for (Table table : live.file().tables()) {
      List<String> orphans = new ArrayList<>();
      for (Facts facts : live.all()) {
        facts.tables().keySet().stream()
            .filter(each -> facts.source().primary() && isActual(table, each))
            .map(each -> facts.source().group() + "." + each)
            .filter(each -> !named.contains(each.toLowerCase(Locale.ROOT)))
            .forEach(orphans::add);
      }
      if (!orphans.isEmpty()) {
        report.add(
            table.place(),
            "%s lie on the servers, and no data node of %s names them."
                .formatted(some(orphans), table.name()),
            "See whether they hold rows; name them as data nodes, or drop them.");
      }
    }
  }

  private static boolean isActual(Table table, String name) {
    return table.nodes().stream()
        .map(node -> node.getTableName().replaceFirst("\\d+$", ""))
        .distinct()
        .anyMatch(
            prefix ->
                !prefix.isEmpty()
                    && name.regionMatches(true, 0, prefix, 0, prefix.length())
                    && name.substring(prefix.length()).matches("\\d+"));
  }

  private static String some(List<String> names) {
    int more = names.size() - LISTED;
    String first = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
    return more > 0 ? first + " and " + more + " more" : first;
  }
}

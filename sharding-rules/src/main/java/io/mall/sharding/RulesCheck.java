package io.mall.sharding;

import com.google.common.base.Splitter;
import io.mall.sharding.Rules.ActualTable;
import io.mall.sharding.Rules.LogicTable;
import io.mall.sharding.slot.Placement;
import io.mall.sharding.slot.SlotShardingAlgorithm;
import io.mall.sharding.slot.TableGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.shardingsphere.infra.algorithm.core.config.AlgorithmConfiguration;
import org.apache.shardingsphere.sharding.api.config.ShardingRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.rule.ShardingTableReferenceRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.rule.ShardingTableRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.ComplexShardingStrategyConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.ShardingStrategyConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Compares the parts of a rules file that must agree: ShardingSphere itself checks none of this.
 */
final class RulesCheck {
  private static final String SLOT = "MALL_SLOT";

  private final Rules rules;
  private final List<String> findings = new ArrayList<>();

  private RulesCheck(Rules rules) {
    this.rules = rules;
  }

  static List<String> findings(Rules rules, RulesYaml yaml) {
    RulesCheck check = new RulesCheck(rules);
    check.members(yaml);
    check.nodes();
    yaml.sharding().ifPresent(check::sharding);
    yaml.sharding().ifPresent(check::binding);
    return check.findings;
  }

  private void members(RulesYaml yaml) {
    Set<String> known = yaml.dataSources().keySet();
    for (Rules.Group group : rules.groups()) {
      List<String> members = new ArrayList<>(group.replicas());
      members.addFirst(group.primary());
      for (String each : members) {
        if (!known.contains(each)) {
          findings.add("`" + group.name() + "` names `" + each + "`, which is no data source");
        }
      }
    }
  }

  private void nodes() {
    Set<String> known = new TreeSet<>();
    rules.groups().forEach(each -> known.add(each.name()));
    for (LogicTable table : rules.tables()) {
      Set<String> seen = new TreeSet<>();
      for (ActualTable each : table.actualTables()) {
        if (!known.contains(each.dataSource())) {
          findings.add(
              "`" + table.name() + "` lives in `" + each.dataSource() + "`, which is not defined");
        }
        if (!seen.add(each.toString())) {
          findings.add("`" + table.name() + "` names `" + each + "` twice");
        }
      }
    }
  }

  private void sharding(ShardingRuleConfiguration sharding) {
    for (ShardingTableRuleConfiguration each : sharding.getTables()) {
      ShardingStrategyConfiguration database = each.getDatabaseShardingStrategy();
      ShardingStrategyConfiguration table = each.getTableShardingStrategy();
      if (database == null) {
        database = sharding.getDefaultDatabaseShardingStrategy();
      }
      if (table == null) {
        table = sharding.getDefaultTableShardingStrategy();
      }
      SlotShardingAlgorithm forDatabase = slotAlgorithm(sharding, database);
      SlotShardingAlgorithm forTable = slotAlgorithm(sharding, table);
      if (forDatabase != null && forTable != null) {
        String name = each.getLogicTable();
        columns(name, database, forDatabase);
        columns(name, table, forTable);
        placement(name, forDatabase.placement(), forTable.placement());
      }
    }
  }

  /** ShardingSphere pairs the actual tables of binding tables by their position in the rules. */
  private void binding(ShardingRuleConfiguration sharding) {
    for (ShardingTableReferenceRuleConfiguration group : sharding.getBindingTableGroups()) {
      List<String> names =
          Splitter.on(',').trimResults().omitEmptyStrings().splitToList(group.getReference());
      Optional<LogicTable> first = names.stream().findFirst().flatMap(rules::table);
      for (String name : names) {
        Optional<LogicTable> table = rules.table(name);
        if (table.isEmpty()) {
          findings.add("bindingTables name `" + name + "`, which is not a table of these rules");
        } else if (first.isPresent() && !layout(table.get()).equals(layout(first.get()))) {
          findings.add(
              "binding tables `%s` and `%s` must list their actualDataNodes in the same order"
                  .formatted(first.get().name(), name));
        }
      }
    }
  }

  private static List<String> layout(LogicTable table) {
    return table.actualTables().stream()
        .map(each -> each.dataSource() + suffix(each.name()))
        .toList();
  }

  private static String suffix(String actualTable) {
    int underscore = actualTable.lastIndexOf('_');
    return underscore < 0 ? "" : actualTable.substring(underscore);
  }

  private @Nullable SlotShardingAlgorithm slotAlgorithm(
      ShardingRuleConfiguration sharding, @Nullable ShardingStrategyConfiguration strategy) {
    if (strategy == null) {
      return null;
    }
    AlgorithmConfiguration config =
        sharding.getShardingAlgorithms().get(strategy.getShardingAlgorithmName());
    if (config == null || !SLOT.equals(config.getType())) {
      return null;
    }
    SlotShardingAlgorithm algorithm = new SlotShardingAlgorithm();
    try {
      algorithm.init(config.getProps());
      return algorithm;
    } catch (IllegalArgumentException e) {
      String finding = "`" + strategy.getShardingAlgorithmName() + "`: " + e.getMessage();
      if (!findings.contains(finding)) {
        findings.add(finding);
      }
      return null;
    }
  }

  private void columns(
      String table, @Nullable ShardingStrategyConfiguration strategy, SlotShardingAlgorithm slot) {
    if (strategy instanceof ComplexShardingStrategyConfiguration complex) {
      for (String each : complex.getShardingColumns().split(",", -1)) {
        if (!slot.knows(each.strip())) {
          findings.add(
              "`%s` is sharded by `%s`, but `%s` does not say what that column carries"
                  .formatted(table, each.strip(), complex.getShardingAlgorithmName()));
        }
      }
    } else {
      findings.add("`" + table + "` must use " + SLOT + " in a `complex` strategy");
    }
  }

  private void placement(String table, @Nullable Placement database, @Nullable Placement tables) {
    if (database == null || tables != null) {
      findings.add(
          "`"
              + table
              + "` needs a database strategy with `target: data-source` and a table"
              + " strategy with `target: table`");
      return;
    }
    Set<String> expected = new TreeSet<>();
    for (TableGroup each : TableGroup.all()) {
      expected.add(database.dataSourceOf(each) + "." + table + "_" + each.number());
    }
    Set<String> actual = new TreeSet<>();
    rules
        .table(table)
        .ifPresent(each -> each.actualTables().forEach(node -> actual.add(node.toString())));
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(actual);
    Set<String> extra = new TreeSet<>(actual);
    extra.removeAll(expected);
    if (!missing.isEmpty()) {
      findings.add("actualDataNodes of `%s` lack %s of the placement".formatted(table, missing));
    }
    if (!extra.isEmpty()) {
      findings.add("actualDataNodes of `%s` have %s beside the placement".formatted(table, extra));
    }
  }
}

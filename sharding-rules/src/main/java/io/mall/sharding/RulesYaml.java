package io.mall.sharding;

import io.mall.sharding.Rules.ActualTable;
import io.mall.sharding.Rules.Group;
import io.mall.sharding.Rules.LogicTable;
import io.mall.sharding.slot.Placement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.shardingsphere.driver.yaml.YamlJDBCConfiguration;
import org.apache.shardingsphere.infra.config.mode.ModeConfiguration;
import org.apache.shardingsphere.infra.config.rule.RuleConfiguration;
import org.apache.shardingsphere.infra.datanode.DataNode;
import org.apache.shardingsphere.infra.expr.core.InlineExpressionParserFactory;
import org.apache.shardingsphere.infra.util.yaml.YamlEngine;
import org.apache.shardingsphere.infra.yaml.config.swapper.mode.YamlModeConfigurationSwapper;
import org.apache.shardingsphere.infra.yaml.config.swapper.rule.YamlRuleConfigurationSwapperEngine;
import org.apache.shardingsphere.readwritesplitting.config.ReadwriteSplittingRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.ShardingRuleConfiguration;
import org.apache.shardingsphere.single.config.SingleRuleConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A rules file as ShardingSphere reads it.
 *
 * @param dataSources the properties of each data source, with placeholders unresolved
 */
record RulesYaml(
    String databaseName,
    Map<String, Map<String, Object>> dataSources,
    Collection<RuleConfiguration> rules,
    @Nullable ModeConfiguration mode,
    Properties props) {
  static RulesYaml parse(String origin, String text) {
    try {
      YamlJDBCConfiguration yaml =
          YamlEngine.unmarshal(text.getBytes(StandardCharsets.UTF_8), YamlJDBCConfiguration.class);
      yaml.rebuild();
      if (YamlEngine.marshal(yaml.getRules()).contains(Placeholders.START)) {
        throw new RulesException(
            origin, List.of("placeholders may stand in `dataSources` only, not in `rules`"));
      }
      String name = yaml.getDatabaseName();
      return new RulesYaml(
          name == null || name.isEmpty() ? "mall" : name,
          yaml.getDataSources(),
          new YamlRuleConfigurationSwapperEngine().swapToRuleConfigurations(yaml.getRules()),
          yaml.getMode() == null
              ? null
              : new YamlModeConfigurationSwapper().swapToObject(yaml.getMode()),
          yaml.getProps());
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new RulesException(origin, Findings.reason(e), e);
    } catch (RulesException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RulesException(origin, "it is not ShardingSphere YAML: " + e.getMessage(), e);
    }
  }

  private <T extends RuleConfiguration> Optional<T> rule(Class<T> type) {
    return rules.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  Optional<ShardingRuleConfiguration> sharding() {
    return rule(ShardingRuleConfiguration.class);
  }

  /** Where the table groups are, or null if nothing is sharded by slot. */
  @Nullable Placement placement() {
    return sharding().stream()
        .flatMap(sharding -> sharding.getShardingAlgorithms().values().stream())
        .filter(each -> each.getType().equals("MALL_SLOT"))
        .map(each -> each.getProps().get("placement"))
        .filter(Objects::nonNull)
        .findFirst()
        .map(text -> Placement.parse(text.toString()))
        .orElse(null);
  }

  List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    Set<String> members = new LinkedHashSet<>();
    rule(ReadwriteSplittingRuleConfiguration.class)
        .ifPresent(
            splitting ->
                splitting
                    .getDataSourceGroups()
                    .forEach(
                        each -> {
                          String primary = each.getWriteDataSourceName();
                          groups.add(
                              new Group(each.getName(), primary, each.getReadDataSourceNames()));
                          members.add(primary);
                          members.addAll(each.getReadDataSourceNames());
                        }));
    for (String each : dataSources.keySet()) {
      if (!members.contains(each)) {
        groups.add(new Group(each, each, List.of()));
      }
    }
    return List.copyOf(groups);
  }

  List<LogicTable> tables() {
    List<LogicTable> tables = new ArrayList<>();
    sharding()
        .ifPresent(
            sharding ->
                sharding
                    .getTables()
                    .forEach(
                        each ->
                            tables.add(
                                new LogicTable(
                                    each.getLogicTable(),
                                    true,
                                    actualTables(each.getActualDataNodes())))));
    rule(SingleRuleConfiguration.class).ifPresent(single -> tables.addAll(singles(single)));
    return List.copyOf(tables);
  }

  /** Single tables named one by one; {@code ds.*} means whatever is there and cannot be listed. */
  private static List<LogicTable> singles(SingleRuleConfiguration single) {
    Map<String, LogicTable> singles = new LinkedHashMap<>();
    for (String each : single.getTables()) {
      String[] parts = each.split("\\.", -1);
      String name = parts[parts.length - 1];
      if (!name.equals("*")) {
        singles.put(name, new LogicTable(name, false, List.of(new ActualTable(parts[0], name))));
      }
    }
    return List.copyOf(singles.values());
  }

  private static List<ActualTable> actualTables(String expression) {
    List<ActualTable> tables = new ArrayList<>();
    for (String each : InlineExpressionParserFactory.newInstance(expression).splitAndEvaluate()) {
      DataNode node = new DataNode(each);
      tables.add(new ActualTable(node.getDataSourceName(), node.getTableName()));
    }
    return tables;
  }
}

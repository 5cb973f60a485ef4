package io.mall.sharding.schema;

import io.mall.sharding.schema.Placement.Group;
import io.mall.sharding.schema.Placement.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.apache.shardingsphere.broadcast.yaml.config.YamlBroadcastRuleConfiguration;
import org.apache.shardingsphere.driver.yaml.YamlJDBCConfiguration;
import org.apache.shardingsphere.infra.expr.core.InlineExpressionParserFactory;
import org.apache.shardingsphere.infra.util.yaml.YamlEngine;
import org.apache.shardingsphere.infra.yaml.config.pojo.rule.YamlRuleConfiguration;
import org.apache.shardingsphere.readwritesplitting.yaml.config.YamlReadwriteSplittingRuleConfiguration;
import org.apache.shardingsphere.sharding.yaml.config.YamlShardingRuleConfiguration;
import org.apache.shardingsphere.single.yaml.config.YamlSingleRuleConfiguration;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads from a ShardingSphere rules file where each table lies. */
final class RulesReader {

  private final String source;
  private final Collection<YamlRuleConfiguration> rules;
  private final Map<String, Map<String, Object>> properties;
  private final SequencedMap<String, Group> groups = new LinkedHashMap<>();
  private final SequencedMap<String, List<Node>> nodes = new LinkedHashMap<>();
  private @Nullable String rest;

  private RulesReader(String source, YamlJDBCConfiguration yaml) {
    this.source = source;
    this.rules = Objects.requireNonNullElse(yaml.getRules(), List.of());
    this.properties = Objects.requireNonNullElse(yaml.getDataSources(), Map.of());
  }

  static Placement read(Location location) {
    RulesReader reader = new RulesReader(location.name(), parse(location));
    reader.readGroups();
    reader.readShardingTables();
    reader.readBroadcastTables();
    reader.readSingleTables();
    return new Placement(
        reader.source, reader.groups, reader.nodes, reader.rest, reader.properties);
  }

  private static YamlJDBCConfiguration parse(Location location) {
    try {
      return YamlEngine.unmarshal(location.text(), YamlJDBCConfiguration.class);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      String problem = String.valueOf(e.getProblem()).lines().findFirst().orElse("");
      throw new SchemaException("%s:%d: %s".formatted(location.name(), line, problem), e);
    }
  }

  private void readGroups() {
    for (var rule : of(YamlReadwriteSplittingRuleConfiguration.class)) {
      rule.getDataSourceGroups()
          .forEach(
              (name, group) ->
                  groups.put(
                      name,
                      new Group(
                          name,
                          group.getWriteDataSourceName(),
                          List.copyOf(group.getReadDataSourceNames()))));
    }
    for (String name : properties.keySet()) {
      if (groups.values().stream()
          .noneMatch(group -> group.primary().equals(name) || group.replicas().contains(name))) {
        groups.put(name, new Group(name, name, List.of()));
      }
    }
  }

  private void readShardingTables() {
    for (var rule : of(YamlShardingRuleConfiguration.class)) {
      if (!rule.getAutoTables().isEmpty()) {
        throw new SchemaException(
            "%s: autoTables %s say no data nodes: write actualDataNodes"
                .formatted(source, rule.getAutoTables().keySet()));
      }
      rule.getTables()
          .forEach(
              (name, table) ->
                  expand(table.getActualDataNodes() == null ? "" : table.getActualDataNodes())
                      .forEach(node -> add(name, node)));
    }
  }

  private void readBroadcastTables() {
    for (var rule : of(YamlBroadcastRuleConfiguration.class)) {
      for (String table : rule.getTables()) {
        groups.keySet().forEach(group -> add(table, group + "." + table));
      }
    }
  }

  private void readSingleTables() {
    for (var rule : of(YamlSingleRuleConfiguration.class)) {
      rest = rule.getDefaultDataSource();
      for (String entry : Objects.requireNonNullElse(rule.getTables(), List.<String>of())) {
        String table = entry.substring(entry.lastIndexOf('.') + 1);
        String dataSource = entry.substring(0, Math.max(0, entry.indexOf('.')));
        if (!table.equals("*")) {
          add(table, dataSource + "." + table);
        } else if (rest == null && groups.containsKey(dataSource)) {
          rest = dataSource;
        }
      }
    }
    if (rest != null && !groups.containsKey(rest)) {
      throw new SchemaException("%s: no such data source: %s".formatted(source, rest));
    }
  }

  private void add(String table, String node) {
    int dot = node.indexOf('.');
    if (dot <= 0 || dot == node.length() - 1 || !groups.containsKey(node.substring(0, dot))) {
      throw new SchemaException(
          "%s: table %s: data node '%s' is not data source.table, with one of the data sources %s"
              .formatted(source, table, node, groups.keySet()));
    }
    Node added = new Node(node.substring(0, dot), node.substring(dot + 1));
    List<Node> known = nodes.computeIfAbsent(table, _ -> new ArrayList<>());
    if (known.contains(added)) {
      throw new SchemaException(
          "%s: table %s: data node %s stands twice".formatted(source, table, node));
    }
    known.add(added);
  }

  private static List<String> expand(String expression) {
    return InlineExpressionParserFactory.newInstance(expression).splitAndEvaluate();
  }

  private <T> List<T> of(Class<T> type) {
    return rules.stream().filter(type::isInstance).map(type::cast).toList();
  }
}

package io.mall.sharding.lint;

import io.mall.sharding.lint.Expressions.Expansion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.shardingsphere.infra.datanode.DataNode;

/**
 * A sharded logic table as the file describes it.
 *
 * @param auto whether it stands under autoTables
 * @param declared the data nodes, or for an auto table its data sources, as written
 * @param nodes the data nodes; none where what is written means nothing
 */
record Table(
    String name,
    Item item,
    boolean auto,
    Optional<Item> declared,
    Expansion expansion,
    List<DataNode> nodes,
    Strategy database,
    Strategy table) {

  Set<String> dataSources() {
    Set<String> names = new LinkedHashSet<>();
    nodes.forEach(node -> names.add(node.getDataSourceName()));
    return names;
  }

  Set<String> actualTables() {
    Set<String> names = new LinkedHashSet<>();
    nodes.forEach(node -> names.add(node.getTableName()));
    return names;
  }

  List<String> shardingColumns() {
    Set<String> columns = new LinkedHashSet<>(database.columns());
    columns.addAll(table.columns());
    return List.copyOf(columns);
  }

  Item place() {
    return declared.orElse(item);
  }
}

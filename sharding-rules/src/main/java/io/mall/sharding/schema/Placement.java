package io.mall.sharding.schema;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which actual tables lie in which logic data source, and which databases stand behind each.
 *
 * @param source the rules file
 * @param groups logic data sources by name
 * @param nodes actual tables by logic table
 * @param rest logic data source of single tables that the rules do not name, if they say one
 * @param properties of each physical data source, as the rules file has them
 */
record Placement(
    String source,
    SequencedMap<String, Group> groups,
    SequencedMap<String, List<Node>> nodes,
    @Nullable String rest,
    Map<String, Map<String, Object>> properties) {

  /** A logic data source: the names of the physical data sources it stands for. */
  record Group(String name, String primary, List<String> replicas) {}

  /** An actual table in a logic data source. */
  record Node(String dataSource, String actualTable) {}

  /** The actual tables of a logic table of the schema files. */
  List<Node> nodesOf(LogicTable table) {
    List<Node> known = nodes.get(table.name());
    if (known != null) {
      return known;
    }
    if (rest == null) {
      throw new SchemaException(
          "%s: table %s is in no rule of %s".formatted(table.source(), table.name(), source));
    }
    return List.of(new Node(rest, table.name()));
  }

  /** Each table that the rules name must be in the schema files. */
  void requireAll(List<LogicTable> tables, String folder) {
    Set<String> names = tables.stream().map(LogicTable::name).collect(Collectors.toSet());
    for (String table : nodes.keySet()) {
      if (!names.contains(table)) {
        throw new SchemaException(
            "%s: table %s has no CREATE TABLE in %s".formatted(source, table, folder));
      }
    }
  }
}

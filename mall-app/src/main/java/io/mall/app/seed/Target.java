package io.mall.app.seed;

import io.mall.sharding.Endpoint;
import io.mall.sharding.Rules;
import io.mall.sharding.slot.TableGroup;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the rules put things, and connections to the primaries there. */
final class Target {

  private final Rules rules;
  private final Function<String, @Nullable String> environment;

  Target(Rules rules, Function<String, @Nullable String> environment) {
    this.rules = rules;
    this.environment = environment;
  }

  /** The logic data source that holds a table whole. */
  String dataSourceOf(String table) {
    return actualTables(table).getFirst().dataSource();
  }

  /** The logic data sources that hold table groups. */
  List<String> shards() {
    return actualTables("inventory").stream()
        .map(Rules.ActualTable::dataSource)
        .distinct()
        .toList();
  }

  /** The table groups that a data source holds. */
  List<TableGroup> groupsIn(String dataSource) {
    return TableGroup.all().stream()
        .filter(
            group ->
                actualTables("inventory")
                    .contains(new Rules.ActualTable(dataSource, "inventory_" + group.number())))
        .toList();
  }

  private List<Rules.ActualTable> actualTables(String table) {
    return rules
        .table(table)
        .orElseThrow(() -> new SeedException(rules.origin() + " has no table " + table))
        .actualTables();
  }

  Connection connect(String dataSource) {
    String primary =
        rules.groups().stream()
            .filter(group -> group.name().equals(dataSource))
            .map(Rules.Group::primary)
            .findFirst()
            .orElse(dataSource);
    Endpoint endpoint = Endpoint.of(rules, primary, environment);
    Properties properties = new Properties();
    properties.setProperty("user", endpoint.username());
    properties.setProperty("password", endpoint.password());
    properties.setProperty("rewriteBatchedStatements", "true");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    properties.setProperty("characterEncoding", "UTF-8");
    properties.setProperty("connectTimeout", "5000");
    properties.setProperty("socketTimeout", "60000");
    properties.setProperty(
        "sessionVariables", "sql_mode='STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'");
    try {
      Connection connection = DriverManager.getConnection(endpoint.url(), properties);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      throw SeedException.of(primary + " " + endpoint, e);
    }
  }
}

package io.mall.load.shop;

import io.mall.load.LoadException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The primaries of the shop, asked past the middleware: whoever checks the books must not use the
 * accountant's glasses.
 */
final class Databases {
  private final Map<String, String> environment;

  /**
   * @param environment where the servers are, by the names that the shop reads
   */
  Databases(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Calls with each row. */
  interface Rows {
    void row(ResultSet row) throws SQLException;
  }

  /** Runs a statement in each table group; {@code {g}} in it stands for the group's suffix. */
  void each(String sql, Rows rows) {
    for (String name : List.of("MALL_DS_0_PRIMARY_URL", "MALL_DS_1_PRIMARY_URL")) {
      try (Connection connection = connect(name);
          Statement statement = connection.createStatement()) {
        for (String group : groups(statement)) {
          try (ResultSet result = statement.executeQuery(sql.replace("{g}", group))) {
            while (result.next()) {
              rows.row(result);
            }
          }
        }
      } catch (SQLException e) {
        throw new LoadException("The books cannot be read: " + e.getMessage(), e);
      }
    }
  }

  /** The sum of a statement's one number over all groups. */
  long sum(String sql) {
    long[] sum = {0};
    each(sql, row -> sum[0] += row.getLong(1));
    return sum[0];
  }

  private Connection connect(String name) throws SQLException {
    return DriverManager.getConnection(
        environment.get(name) + "?allowPublicKeyRetrieval=true&sslMode=DISABLED",
        environment.get("MALL_DB_USERNAME"),
        environment.get("MALL_DB_PASSWORD"));
  }

  /** Which groups lie on this server, whatever the rules say. */
  private static List<String> groups(Statement statement) throws SQLException {
    List<String> groups = new ArrayList<>();
    try (ResultSet tables = statement.executeQuery("SHOW TABLES LIKE 'inventory\\_%'")) {
      while (tables.next()) {
        String table = tables.getString(1);
        groups.add(table.substring(table.indexOf('_') + 1));
      }
    }
    return groups;
  }
}

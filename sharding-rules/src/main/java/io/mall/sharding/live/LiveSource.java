package io.mall.sharding.live;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** One connection to one data source, past ShardingSphere. Every wait has a bound. */
public final class LiveSource implements AutoCloseable {

  private final Source source;
  private final Connection connection;

  private LiveSource(Source source, Connection connection) {
    this.source = source;
    this.connection = connection;
  }

  static LiveSource connect(Source source) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", source.username());
    properties.setProperty("password", source.password());
    properties.setProperty("connectTimeout", "5000");
    properties.setProperty("socketTimeout", "30000");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    return new LiveSource(source, DriverManager.getConnection(source.url(), properties));
  }

  /** What it is a connection to. */
  public Source source() {
    return source;
  }

  /** For what {@link #rows} does not do. */
  public Connection connection() {
    return connection;
  }

  /** All rows of a query, each by its columns' labels whatever the case; NULL is the empty text. */
  public List<Map<String, String>> rows(String query) throws SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      ResultSetMetaData columns = result.getMetaData();
      while (result.next()) {
        Map<String, String> row = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          String text = result.getString(i);
          row.put(columns.getColumnLabel(i), text == null ? "" : text);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** The first column of the first row; empty where there is none. */
  public String value(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      String text = result.next() ? result.getString(1) : "";
      return text == null ? "" : text;
    }
  }

  /** The global variables by name. */
  public Map<String, String> variables() throws SQLException {
    Map<String, String> variables = new TreeMap<>();
    for (Map<String, String> row : rows("SHOW GLOBAL VARIABLES")) {
      variables.put(
          row.getOrDefault("Variable_name", "").toLowerCase(Locale.ROOT),
          row.getOrDefault("Value", ""));
    }
    return variables;
  }

  /** The first line of the innermost reason of a failure. */
  public static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message =
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return message.lines().findFirst().orElse("no reason given").strip();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is gone already, and nothing was to be written.
    }
  }
}

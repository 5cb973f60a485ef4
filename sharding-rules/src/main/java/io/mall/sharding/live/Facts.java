package io.mall.sharding.live;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one data source says of itself.
 *
 * @param variables global ones, by name
 * @param replication nothing where the account may not ask
 * @param tables by name, whatever the case
 */
public record Facts(
    Source source,
    Map<String, String> variables,
    String schema,
    Optional<Replication> replication,
    Map<String, LiveTable> tables) {

  /**
   * A table.
   *
   * @param indexes their columns by name, a unique one with UNIQUE before them
   */
  public record LiveTable(Map<String, Column> columns, Map<String, Index> indexes) {}

  /** A column, its type as the server writes it. */
  public record Column(String type, boolean nullable, String extra, String collation) {
    @Override
    public String toString() {
      return "%s%s%s%s"
          .formatted(
              type,
              nullable ? "" : " NOT NULL",
              extra.isEmpty() ? "" : " " + extra,
              collation.isEmpty() ? "" : " " + collation);
    }
  }

  /** An index. */
  public record Index(boolean unique, List<String> columns) {
    @Override
    public String toString() {
      return (unique ? "UNIQUE " : "") + "(" + String.join(", ", columns) + ")";
    }
  }

  private static final String COLUMNS =
      """
      SELECT c.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE, c.IS_NULLABLE, c.EXTRA, c.COLLATION_NAME
      FROM information_schema.COLUMNS c
      WHERE c.TABLE_SCHEMA = DATABASE()
      ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION
      """;
  private static final String INDEXES =
      """
      SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME
      FROM information_schema.STATISTICS
      WHERE TABLE_SCHEMA = DATABASE()
      ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX
      """;

  /** Asks. */
  public static Facts of(LiveSource source) throws SQLException {
    Map<String, LiveTable> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map<String, String> row : source.rows(COLUMNS)) {
      table(tables, row)
          .columns()
          .put(
              row.getOrDefault("COLUMN_NAME", ""),
              new Column(
                  row.getOrDefault("COLUMN_TYPE", ""),
                  row.getOrDefault("IS_NULLABLE", "").equals("YES"),
                  row.getOrDefault("EXTRA", ""),
                  row.getOrDefault("COLLATION_NAME", "")));
    }
    for (Map<String, String> row : source.rows(INDEXES)) {
      boolean unique = row.getOrDefault("NON_UNIQUE", "").equals("0");
      table(tables, row)
          .indexes()
          .computeIfAbsent(
              row.getOrDefault("INDEX_NAME", ""), _ -> new Index(unique, new ArrayList<>()))
          .columns()
          .add(row.getOrDefault("COLUMN_NAME", ""));
    }
    return new Facts(
        source.source(),
        source.variables(),
        source.value("SELECT DATABASE()"),
        Replication.of(source),
        tables);
  }

  private static LiveTable table(Map<String, LiveTable> tables, Map<String, String> row) {
    return tables.computeIfAbsent(
        row.getOrDefault("TABLE_NAME", ""),
        _ -> new LiveTable(new TreeMap<>(String.CASE_INSENSITIVE_ORDER), new LinkedHashMap<>()));
  }

  /** A global variable. */
  public String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** Tells one server process from another, whatever address it is reached by. */
  public String server() {
    return "%s:%s %s %s"
        .formatted(
            variable("hostname"), variable("port"), variable("server_id"), variable("datadir"));
  }

  /** Whether it refuses writes of the application. */
  public boolean readOnly() {
    return List.of("ON", "1").contains(variable("read_only"))
        || variable("read_only").startsWith("NO_LOCK");
  }

  /** Make and version, in short. */
  public String version() {
    String version = variable("version");
    return (version.contains("MariaDB") ? "MariaDB " : "MySQL ") + version.replaceFirst("-.*", "");
  }
}

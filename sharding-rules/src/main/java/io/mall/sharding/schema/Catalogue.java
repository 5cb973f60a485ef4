package io.mall.sharding.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shapes of all tables of the connection's schema from information_schema. Texts are
 * taken as the server renders them: they are only ever compared with what the same kind of server
 * renders.
 */
final class Catalogue {

  static final String NO_DEFAULT = "none";

  private static final String TABLES =
      """
      SELECT TABLE_NAME, ENGINE, TABLE_COLLATION
      FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = DATABASE()
      """;

  private static final String COLUMNS =
      """
      SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, GENERATION_EXPRESSION, EXTRA,
        COLLATION_NAME
      FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = DATABASE()
      ORDER BY TABLE_NAME, ORDINAL_POSITION
      """;

  private static final String INDEXES =
      """
      SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, INDEX_TYPE, COLUMN_NAME, SUB_PART, COLLATION, %s AS USABLE, %s AS EXPR
      FROM information_schema.STATISTICS
      WHERE TABLE_SCHEMA = DATABASE()
      ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX
      """;

  private static final String MYSQL_CHECKS =
      """
      SELECT t.TABLE_NAME, CONCAT(c.CHECK_CLAUSE, IF(t.ENFORCED = 'YES', '', ' NOT ENFORCED'))
      FROM information_schema.CHECK_CONSTRAINTS c
      JOIN information_schema.TABLE_CONSTRAINTS t
        ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME
      WHERE t.TABLE_SCHEMA = DATABASE() AND t.CONSTRAINT_TYPE = 'CHECK'
      """;

  private static final String MARIADB_CHECKS =
      """
      SELECT TABLE_NAME, CHECK_CLAUSE
      FROM information_schema.CHECK_CONSTRAINTS
      WHERE CONSTRAINT_SCHEMA = DATABASE()
      """;

  private final Map<String, Shape> shapes = new TreeMap<>();

  private Catalogue() {}

  static Map<String, Shape> read(Connection connection) throws SQLException {
    boolean mariadb = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
    Catalogue catalogue = new Catalogue();
    try (Statement statement = connection.createStatement()) {
      catalogue.readTables(statement);
      catalogue.readColumns(statement, mariadb);
      catalogue.readIndexes(statement, mariadb);
      catalogue.readChecks(statement, mariadb);
    }
    catalogue.shapes.values().forEach(shape -> shape.checks().sort(null));
    return catalogue.shapes;
  }

  private void readTables(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(TABLES)) {
      while (row.next()) {
        Shape shape = Shape.empty();
        shape.options().put("engine", text(row, 2));
        shape.options().put("collation", text(row, 3));
        shapes.put(row.getString(1), shape);
      }
    }
  }

  private void readColumns(Statement statement, boolean mariadb) throws SQLException {
    try (ResultSet row = statement.executeQuery(COLUMNS)) {
      while (row.next()) {
        SequencedMap<String, String> column = new LinkedHashMap<>();
        column.put("type", text(row, 3));
        column.put("nullable", text(row, 4));
        column.put("default", defaultOf(row.getString(5), mariadb));
        column.put("generated as", text(row, 6));
        column.put("extra", text(row, 7));
        column.put("collation", text(row, 8));
        shape(row).columns().put(row.getString(2), column);
      }
    }
  }

  private void readIndexes(Statement statement, boolean mariadb) throws SQLException {
    String query =
        mariadb
            ? INDEXES.formatted("IF(IGNORED = 'NO', '', 'ignored')", "NULL")
            : INDEXES.formatted("IF(IS_VISIBLE = 'YES', '', 'invisible')", "EXPRESSION");
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        SequencedMap<String, String> index =
            shape(row).indexes().computeIfAbsent(row.getString(2), _ -> new LinkedHashMap<>());
        index.put("unique", row.getInt(3) == 0 ? "YES" : "NO");
        index.put("type", text(row, 4));
        index.merge("columns", keyPart(row), (left, right) -> left + ", " + right);
        index.put("use", text(row, 8));
      }
    }
  }

  private static String keyPart(ResultSet row) throws SQLException {
    String column = row.getString(5) == null ? "(" + text(row, 9) + ")" : row.getString(5);
    String prefix = row.getString(6) == null ? "" : "(" + row.getString(6) + ")";
    return column + prefix + ("D".equals(row.getString(7)) ? " DESC" : "");
  }

  private void readChecks(Statement statement, boolean mariadb) throws SQLException {
    try (ResultSet row = statement.executeQuery(mariadb ? MARIADB_CHECKS : MYSQL_CHECKS)) {
      while (row.next()) {
        shape(row).checks().add(text(row, 2));
      }
    }
  }

  /** A table that another session makes or drops between two of our queries is half seen. */
  private Shape shape(ResultSet row) throws SQLException {
    return shapes.computeIfAbsent(row.getString(1), _ -> Shape.empty());
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  /** MariaDB quotes texts and says NULL where there is none; MySQL does neither. */
  private static String defaultOf(@Nullable String value, boolean mariadb) {
    if (value == null || (mariadb && value.equals("NULL"))) {
      return NO_DEFAULT;
    }
    return mariadb ? value : "'" + value + "'";
  }
}

package io.mall.app.seed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows for one or several tables of one database, sent and committed together some hundreds at a
 * time: what belongs together is there together or not at all.
 */
final class Batch implements AutoCloseable {

  // Larger ones were no faster, and hold the replica up for longer.
  private static final int SIZE = 500;

  private final Connection connection;
  private final LongConsumer written;
  private final List<PreparedStatement> statements = new ArrayList<>();
  private long rows;
  private int things;

  /**
   * @param written told of rows once they are committed
   * @param inserts one statement for each table
   */
  Batch(Connection connection, LongConsumer written, String... inserts) throws SQLException {
    this.connection = connection;
    this.written = written;
    for (String insert : inserts) {
      statements.add(connection.prepareStatement(insert));
    }
  }

  /** An INSERT of all columns named. */
  static String insert(String table, String... columns) {
    String marks = "?" + ", ?".repeat(columns.length - 1);
    return "INSERT INTO `%s` (%s) VALUES (%s)".formatted(table, String.join(", ", columns), marks);
  }

  /** A row of one of the tables, by the place of its statement. */
  void row(int table, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = statements.get(table);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
    rows++;
  }

  /** All rows of one thing are there. */
  void complete() throws SQLException {
    if (++things == SIZE) {
      flush();
    }
  }

  void flush() throws SQLException {
    if (rows > 0) {
      for (PreparedStatement statement : statements) {
        statement.executeBatch();
      }
      connection.commit();
      written.accept(rows);
    }
    rows = 0;
    things = 0;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements) {
      statement.close();
    }
  }
}

package io.mall.sharding.console;

import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.live.LiveSource;
import io.mall.sharding.route.RouteLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements on the sharded database and notes where each went. */
final class Session implements AutoCloseable {

  private final ShardedDataSource shards;
  private final boolean write;
  private final int mostRows;
  private final String hint;

  /**
   * A session on an open data source, which it closes.
   *
   * @param write whether more than reading is allowed
   * @param mostRows of one answer
   * @param hint a comment put before each statement; may be empty
   */
  Session(ShardedDataSource shards, boolean write, int mostRows, String hint) {
    this.shards = shards;
    this.write = write;
    this.mostRows = mostRows;
    this.hint = hint;
  }

  Answer run(String sql) {
    if (!write && !Script.reads(sql)) {
      return Answer.refused(sql, "This console only reads; --write allows more.");
    }
    long started = System.nanoTime();
    try (RouteLog log = RouteLog.record();
        Connection connection = shards.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      try {
        boolean rows = statement.execute(hint + sql);
        long millis = (System.nanoTime() - started) / 1_000_000;
        List<Answer.Target> route = Answer.targets(log.statements());
        return rows
            ? read(sql, route, statement.getResultSet(), millis)
            : new Answer(
                sql, route, List.of(), List.of(), false, statement.getUpdateCount(), millis, null);
      } catch (SQLException | RuntimeException e) {
        List<Answer.Target> route = Answer.targets(log.statements());
        return new Answer(sql, route, List.of(), List.of(), false, null, 0, LiveSource.reason(e));
      }
    } catch (SQLException e) {
      return Answer.refused(sql, LiveSource.reason(e));
    }
  }

  private Answer read(String sql, List<Answer.Target> route, ResultSet result, long millis)
      throws SQLException {
    try (result) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        columns.add(result.getMetaData().getColumnLabel(i));
      }
      List<List<@Nullable String>> rows = new ArrayList<>();
      boolean more = result.next();
      while (more && rows.size() < mostRows) {
        List<@Nullable String> row = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
        more = result.next();
      }
      return new Answer(sql, route, columns, rows, more, null, millis, null);
    }
  }

  @Override
  public void close() {
    shards.close();
  }
}

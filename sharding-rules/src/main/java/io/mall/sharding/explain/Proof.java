package io.mall.sharding.explain;

import io.mall.sharding.live.Facts.LiveTable;
import io.mall.sharding.live.LiveSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * A statement run on a copy of an actual table, without and with an index.
 *
 * @param copied how many rows the copy has
 * @param before rows that the server read without the index
 * @param after with it
 */
public record Proof(String shard, long copied, long before, long after) {

  private static final String COPY = "mall_scratch_explain";
  private static final int MOST_ROWS = 200_000;

  /** Whether the index halves the reading at least. */
  public boolean helps() {
    return after * 2 <= before;
  }

  /** Copies up to 200,000 rows on the primary, and drops the copy whatever happens. */
  static Proof of(LiveSource source, Shard shard, String table, LiveTable shape, List<String> index)
      throws SQLException {
    Connection connection = source.connection();
    List<String> columns =
        shape.columns().entrySet().stream()
            .filter(each -> !each.getValue().extra().matches("(?i).*(GENERATED|VIRTUAL|STORED).*"))
            .map(each -> "`" + each.getKey() + "`")
            .toList();
    String list = String.join(", ", columns);
    execute(connection, "DROP TABLE IF EXISTS " + COPY);
    try {
      execute(connection, "CREATE TABLE %s LIKE `%s`".formatted(COPY, table));
      execute(
          connection,
          "INSERT INTO %s (%s) SELECT %s FROM `%s` LIMIT %d"
              .formatted(COPY, list, list, table, MOST_ROWS));
      execute(connection, "ANALYZE TABLE " + COPY);
      long copied = Long.parseLong(source.value("SELECT COUNT(*) FROM " + COPY));
      String sql = Shard.renamed(shard.sql(), table, COPY);
      long before = reads(source, sql, shard.parameters());
      String key =
          index.stream().map(each -> "`" + each + "`").reduce((a, b) -> a + ", " + b).orElse("");
      execute(connection, "ALTER TABLE %s ADD INDEX idx_proposed (%s)".formatted(COPY, key));
      execute(connection, "ANALYZE TABLE " + COPY);
      long after = reads(source, sql, shard.parameters());
      return new Proof(shard.name(), copied, before, after);
    } finally {
      execute(connection, "DROP TABLE IF EXISTS " + COPY);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Rows read by a statement, which is rolled back; what the asking itself reads is taken off. */
  private static long reads(LiveSource source, String sql, List<Object> parameters)
      throws SQLException {
    Connection connection = source.connection();
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      long first = handlerReads(source);
      long asking = handlerReads(source) - first;
      long start = first + asking;
      statement.execute();
      return Math.max(0, handlerReads(source) - start - asking);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static long handlerReads(LiveSource source) throws SQLException {
    long sum = 0;
    for (Map<String, String> row : source.rows("SHOW SESSION STATUS LIKE 'Handler_read%'")) {
      sum += Long.parseLong(row.getOrDefault("Value", "0"));
    }
    return sum;
  }
}

package io.mall.sharding;

import com.zaxxer.hikari.HikariDataSource;
import io.mall.local.LocalCluster;
import io.mall.local.SharedCluster;
import io.mall.sharding.schema.Schema;
import io.mall.sharding.slot.Slot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The shop's tables on the shared cluster, opened once a run, and ids nobody else uses. */
public final class TestShards {
  private static final AtomicLong SERIAL = new AtomicLong(System.currentTimeMillis() << 10);
  private static @Nullable ShardedDataSource shards;

  private TestShards() {}

  public static LocalCluster cluster() {
    return SharedCluster.get();
  }

  /** The addresses of the shared cluster, with the tables made. */
  public static Map<String, String> environment() {
    Map<String, String> environment = cluster().environment();
    Schema.migrate(
        "classpath:" + Rules.BUNDLED, "classpath:sql/schema", environment::get, line -> {});
    cluster().awaitReplicas();
    return environment;
  }

  public static synchronized ShardedDataSource get() {
    if (shards == null) {
      Map<String, String> environment = environment();
      shards =
          ShardedDataSource.of(Rules.bundled())
              .placeholders(environment::get)
              .pools((name, config) -> config.setMaximumPoolSize(8))
              .open();
      Runtime.getRuntime().addShutdownHook(new Thread(shards::close));
    }
    return shards;
  }

  /** An id in a slot that no other test has. */
  public static long id(int slot) {
    return SERIAL.incrementAndGet() << Slot.BITS | new Slot(slot).value();
  }

  /** No connection of any pool is checked out. */
  public static void assertNothingCheckedOut() {
    get()
        .pools()
        .forEach(
            (name, pool) -> {
              if (pool.getHikariPoolMXBean().getActiveConnections() != 0) {
                throw new AssertionError("A connection of " + name + " was not given back");
              }
            });
  }

  public static int update(String sql, @Nullable Object... values) throws SQLException {
    try (Connection connection = get().dataSource().getConnection()) {
      return update(connection, sql, values);
    }
  }

  public static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** The first column of all rows, as text. */
  public static List<String> query(String sql, @Nullable Object... values) throws SQLException {
    try (Connection connection = get().dataSource().getConnection()) {
      return query(connection, sql, values);
    }
  }

  public static List<String> query(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return read(statement);
    }
  }

  /** The same on one member, past ShardingSphere. */
  public static List<String> queryMember(String dataSource, String sql) throws SQLException {
    HikariDataSource pool = get().pools().get(dataSource);
    if (pool == null) {
      throw new IllegalArgumentException("No data source " + dataSource);
    }
    try (Connection connection = pool.getConnection()) {
      return query(connection, sql);
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static List<String> read(PreparedStatement statement) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}

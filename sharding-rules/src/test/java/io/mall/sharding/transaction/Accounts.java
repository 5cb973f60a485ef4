package io.mall.sharding.transaction;

import io.mall.local.LocalCluster;
import io.mall.sharding.Rules;
import io.mall.sharding.ShardedDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Accounts on two shards, even ones on the first server, which are changed in AT transactions. */
final class Accounts implements AutoCloseable {

  static final String RULES =
      """
      databaseName: at
      dataSources:
        ds_0:
          dataSourceClassName: com.zaxxer.hikari.HikariDataSource
          jdbcUrl: '$${MALL_DS_0_PRIMARY_URL::}'
          username: '$${MALL_DB_USERNAME::}'
          password: '$${MALL_DB_PASSWORD::}'
        ds_1:
          dataSourceClassName: com.zaxxer.hikari.HikariDataSource
          jdbcUrl: '$${MALL_DS_1_PRIMARY_URL::}'
          username: '$${MALL_DB_USERNAME::}'
          password: '$${MALL_DB_PASSWORD::}'
      rules:
      - !SHARDING
        tables:
          accounts:
            actualDataNodes: ds_$->{0..1}.accounts
            databaseStrategy:
              standard: {shardingColumn: id, shardingAlgorithmName: by_id}
        shardingAlgorithms:
          by_id:
            type: INLINE
            props: {algorithm-expression: 'ds_$->{id % 2}'}
      """;

  private final LocalCluster cluster;
  private final Path folder;
  private final AtDataSource at;

  /** Makes the tables, and opens a data source on them. */
  Accounts(LocalCluster cluster, Path folder) throws SQLException, IOException {
    this.cluster = cluster;
    this.folder = folder;
    for (String server : List.of("a", "b")) {
      onServer(
          server,
          "CREATE TABLE accounts (id BIGINT PRIMARY KEY, owner VARCHAR(20) NOT NULL DEFAULT '',"
              + " balance BIGINT NOT NULL CHECK (balance >= 0), changed DATETIME(6) NULL)");
      onServer(server, "CREATE TABLE keyless (id BIGINT NOT NULL)");
    }
    this.at = AtDataSource.open(rules(RULES), this::placed);
  }

  /** A connection outside of a transaction. */
  Connection connection() throws SQLException {
    return at.getConnection();
  }

  static void add(Connection connection, long id) throws SQLException {
    update(connection, "UPDATE accounts SET balance = balance + 5 WHERE id = ?", id);
  }

  /** Whether one transaction can change every row there is. */
  boolean noRowIsLocked() throws SQLException {
    try (Connection connection = begin()) {
      try (PreparedStatement statement =
          connection.prepareStatement("UPDATE accounts SET owner = 'nobody' WHERE balance >= 0")) {
        statement.executeUpdate();
      }
      connection.commit();
      return true;
    } catch (AtFailedException locked) {
      return false;
    }
  }

  void transfers(long from, long to) {
    for (int done = 0; done < 10; ) {
      done += transferred(from, to) ? 1 : 0;
    }
  }

  void transfer(long from, long to, long amount) throws SQLException {
    try (Connection connection = begin()) {
      update(
          connection, "UPDATE accounts SET balance = balance - " + amount + " WHERE id = ?", from);
      update(connection, "UPDATE accounts SET balance = balance + " + amount + " WHERE id = ?", to);
      connection.commit();
    }
  }

  boolean transferred(long from, long to) {
    try {
      transfer(from, to, 1);
      return true;
    } catch (AtFailedException | SQLException locked) {
      return false;
    }
  }

  void insert(long... ids) throws SQLException {
    try (Connection connection = begin()) {
      for (long id : ids) {
        update(
            connection,
            "INSERT INTO accounts (id, balance, changed) VALUES (?, 100, '2026-01-01')",
            id);
      }
      connection.commit();
    }
  }

  Connection begin() throws SQLException {
    Connection connection = at.getConnection();
    try {
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException | RuntimeException away) {
      connection.close();
      throw away;
    }
  }

  static void update(Connection connection, String sql, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      statement.executeUpdate();
    }
  }

  long balance(long id) throws SQLException {
    return number(id % 2 == 0 ? "a" : "b", "SELECT balance FROM accounts WHERE id = " + id);
  }

  long undoRows() throws SQLException {
    return number("a", "SELECT COUNT(*) FROM undo_log")
        + number("b", "SELECT COUNT(*) FROM undo_log");
  }

  long number(String server, String sql) throws SQLException {
    try (Connection connection = root(server);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  void killConnections(String server) throws SQLException {
    try (Connection connection = root(server);
        Statement statement = connection.createStatement()) {
      List<Long> ids = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT id FROM information_schema.processlist"
                  + " WHERE user <> 'root' AND db = 'mall_1'")) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
      for (long id : ids) {
        statement.execute("KILL " + id);
      }
    }
  }

  void onServer(String server, String sql) throws SQLException {
    try (Connection connection = root(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  Connection root(String server) throws SQLException {
    Connection connection = cluster.connectAsRoot("db-" + server + "-primary");
    connection.setCatalog(server.equals("a") ? "mall_0" : "mall_1");
    return connection;
  }

  ShardedDataSource.Opening placed(ShardedDataSource.Opening opening) {
    return opening
        .placeholders(cluster.environment()::get)
        .pools((name, pool) -> pool.setMaximumPoolSize(8));
  }

  Rules rules(String text) throws IOException {
    return Rules.read(Files.writeString(folder.resolve("at.yaml"), text));
  }

  @Override
  public void close() {
    at.close();
  }
}

package io.mall.app.checkout;

import io.mall.app.bench.Site;
import io.mall.sharding.Rules;
import io.mall.sharding.transaction.AtDataSource;
import io.mall.sharding.transaction.AtFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A ledger row and a guarded update on each of some shards in one transaction of AT, on tables of
 * its own. One that meets another's rows for too long is undone and done again.
 */
final class Undoable implements AutoCloseable {

  private static final int ROWS = 1_000;
  private static final List<String> SERVERS = List.of("ds_0", "ds_1", "ds_0");
  private static final String RULES =
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
          at_stock:
            actualDataNodes: ds_0.at_stock_0,ds_1.at_stock_1,ds_0.at_stock_2
            tableStrategy:
              standard: {shardingColumn: shard, shardingAlgorithmName: to_stock}
          at_ledger:
            actualDataNodes: ds_0.at_ledger_0,ds_1.at_ledger_1,ds_0.at_ledger_2
            tableStrategy:
              standard: {shardingColumn: shard, shardingAlgorithmName: to_ledger}
        defaultDatabaseStrategy:
          standard: {shardingColumn: shard, shardingAlgorithmName: to_data_source}
        shardingAlgorithms:
          to_data_source:
            type: INLINE
            props: {algorithm-expression: 'ds_$->{shard % 2}'}
          to_stock:
            type: INLINE
            props: {algorithm-expression: 'at_stock_$->{shard}'}
          to_ledger:
            type: INLINE
            props: {algorithm-expression: 'at_ledger_$->{shard}'}
      """;

  private final AtomicLong serial = new AtomicLong();
  private final AtDataSource shards;

  Undoable(Site site, int clients) throws SQLException, IOException {
    for (int i = 0; i < SERVERS.size(); i++) {
      try (Connection connection = site.connect(SERVERS.get(i));
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE at_stock_"
                + i
                + " (id BIGINT PRIMARY KEY, shard INT NOT NULL, available BIGINT NOT NULL)");
        statement.execute(
            "CREATE TABLE at_ledger_"
                + i
                + " (id BIGINT PRIMARY KEY, shard INT NOT NULL, product BIGINT NOT NULL)");
        for (int row = 0; row < ROWS; row++) {
          statement.execute(
              "INSERT INTO at_stock_%d VALUES (%d, %d, 1000000000)".formatted(i, row * 3 + i, i));
        }
      }
    }
    Path file = Files.createTempFile("at", ".yaml");
    try {
      this.shards =
          AtDataSource.open(
              Rules.read(Files.writeString(file, RULES)),
              opening ->
                  opening
                      .placeholders(site.environment()::get)
                      .pools((name, pool) -> pool.setMaximumPoolSize(2 * clients)));
    } finally {
      Files.delete(file);
    }
  }

  /** Changes some shards together. */
  void sell(int count) throws SQLException {
    while (!sold(count)) {
      Thread.onSpinWait();
    }
  }

  private boolean sold(int count) throws SQLException {
    try (Connection connection = shards.getConnection()) {
      connection.setAutoCommit(false);
      for (int shard = 0; shard < count; shard++) {
        long product = ThreadLocalRandom.current().nextLong(ROWS) * 3 + shard;
        insert(connection, shard, product);
        take(connection, shard, product);
      }
      connection.commit();
      return true;
    } catch (AtFailedException contended) {
      return false;
    }
  }

  private void insert(Connection connection, int shard, long product) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO at_ledger (id, shard, product) VALUES (?, ?, ?)")) {
      statement.setLong(1, serial.incrementAndGet());
      statement.setInt(2, shard);
      statement.setLong(3, product);
      statement.executeUpdate();
    }
  }

  private static void take(Connection connection, int shard, long product) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE at_stock SET available = available - 1"
                + " WHERE id = ? AND shard = ? AND available >= 1")) {
      statement.setLong(1, product);
      statement.setInt(2, shard);
      statement.executeUpdate();
    }
  }

  @Override
  public void close() {
    shards.close();
  }
}

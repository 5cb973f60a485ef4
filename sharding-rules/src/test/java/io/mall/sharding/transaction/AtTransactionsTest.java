package io.mall.sharding.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.seata.core.context.RootContext;
import org.apache.seata.core.model.GlobalStatus;
import org.apache.seata.tm.DefaultTransactionManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of two shards that happen together or not at all, on real servers and coordinator. */
@Tag("real")
class AtTransactionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
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
          accounts:
            actualDataNodes: ds_$->{0..1}.accounts
            databaseStrategy:
              standard: {shardingColumn: id, shardingAlgorithmName: by_id}
        shardingAlgorithms:
          by_id:
            type: INLINE
            props: {algorithm-expression: 'ds_$->{id % 2}'}
      """;

  @TempDir private static Path folder;
  private static LocalCluster cluster;
  private static AcrossShards coordinator;
  private static AtDataSource at;

  @BeforeAll
  static void open() throws Exception {
    cluster = Servers.get();
    for (String server : List.of("a", "b")) {
      onServer(
          server,
          "CREATE TABLE accounts (id BIGINT PRIMARY KEY, owner VARCHAR(20) NOT NULL DEFAULT '',"
              + " balance BIGINT NOT NULL CHECK (balance >= 0), changed DATETIME(6) NULL)");
      onServer(server, "CREATE TABLE keyless (id BIGINT NOT NULL)");
    }
    coordinator =
        AcrossShards.connect(
            "at-test",
            cluster.environment().getOrDefault("MALL_SEATA_SERVER", ""),
            List.of(),
            away -> {});
    at = AtDataSource.open(rules(RULES), AtTransactionsTest::placed);
  }

  @AfterAll
  static void close() {
    at.close();
    coordinator.close();
  }

  @AfterEach
  void nothingIsLeftBehind() {
    cluster.member("seata").start();
    await(coordinator::isReachable);
    await(() -> undoRows() == 0);
    await(AtTransactionsTest::noRowIsLocked);
  }

  @Test
  void bothShardsChangeTogether() throws SQLException {
    accounts(10, 11);
    transfer(10, 11, 30);
    assertThat(balance(10)).isEqualTo(70);
    assertThat(balance(11)).isEqualTo(130);
  }

  @Test
  void aFailureOnTheSecondShardUndoesTheFirst() throws SQLException {
    accounts(20, 21);
    try (Connection connection = begin()) {
      update(connection, "UPDATE accounts SET balance = balance + 5 WHERE id = ?", 20);
      assertThatThrownBy(
              () ->
                  update(
                      connection, "UPDATE accounts SET balance = balance - 500 WHERE id = ?", 21))
          .isInstanceOf(SQLException.class);
      connection.rollback();
    }
    assertThat(balance(20)).isEqualTo(100);
    transfer(20, 21, 1);
  }

  @Test
  void aSecondShardThatDiesAtTheCommitUndoesTheFirstWhichHadCommitted() throws SQLException {
    accounts(30, 31);
    try (Connection connection = begin()) {
      update(connection, "UPDATE accounts SET balance = balance + 5 WHERE id = ?", 30);
      update(connection, "UPDATE accounts SET balance = balance + 5 WHERE id = ?", 31);
      killConnections("b");
      assertThatThrownBy(connection::commit).isInstanceOf(AtFailedException.class);
    }
    await(() -> balance(30) == 100 && balance(31) == 100);
    await(() -> transferred(30, 31));
  }

  @Test
  void withoutItsCoordinatorNothingBeginsAndWhatWasBegunIsUndone() throws SQLException {
    accounts(40, 41);
    try (Connection connection = begin()) {
      update(connection, "UPDATE accounts SET balance = balance + 5 WHERE id = ?", 40);
      cluster.member("seata").kill();
      assertThatThrownBy(connection::commit).isInstanceOf(AtFailedException.class);
    }
    assertThat(balance(40)).isEqualTo(100);
    assertThatThrownBy(AtTransactionsTest::begin)
        .hasRootCauseInstanceOf(Exception.class)
        .hasStackTraceContaining("CoordinatorUnavailableException");
    nothingIsLeftBehind();
    await(() -> transferred(40, 41));
  }

  @Test
  void aRowThatAnotherTransactionIsChangingIsWaitedFor() throws Exception {
    accounts(50, 51);
    List<Thread> both =
        List.of(
            Thread.ofVirtual().start(() -> transfers(50, 51)),
            Thread.ofVirtual().start(() -> transfers(51, 50)));
    for (Thread each : both) {
      each.join();
    }
    assertThat(balance(50) + balance(51)).isEqualTo(200);
    transfer(50, 51, 1);
  }

  /** Seen: a coordinator that keeps what it locked before it met the row of another. */
  @Test
  void aBranchThatMeetsAnothersRowGivesBackTheLocksOfItsOtherRows() throws Exception {
    accounts(70, 71, 72, 74);
    CountDownLatch changed = new CountDownLatch(1);
    CountDownLatch frozen = new CountDownLatch(1);
    FutureTask<Boolean> other =
        new FutureTask<>(
            () -> {
              try (Connection connection = begin()) {
                add(connection, 72);
                add(connection, 71);
                changed.countDown();
                frozen.await();
                connection.commit();
                return true;
              }
            });
    Thread.ofVirtual().start(other);
    changed.await();
    try (Connection freezer = root("b");
        Statement freeze = freezer.createStatement()) {
      freeze.execute("FLUSH TABLES WITH READ LOCK");
      frozen.countDown();
      await(() -> balance(72) == 105);

      try (Connection connection = begin()) {
        for (long id : List.of(70, 72, 74)) {
          add(connection, id);
        }
        assertThatThrownBy(connection::commit).isInstanceOf(AtFailedException.class);
      }
      assertThat(balance(70) + balance(74)).isEqualTo(200);
      freeze.execute("UNLOCK TABLES");
    }
    assertThat(other.get(1, TimeUnit.MINUTES)).isTrue();
    transfer(70, 71, 1);
    transfer(74, 71, 1);
  }

  @Test
  void aTransactionThatTookTooLongDidNotHappenAlthoughItsCoordinatorDoesNotSaySo() {
    AtTransactions manager = new AtTransactions();
    manager.begin(1);
    String xid = RootContext.getXID();
    await(() -> new DefaultTransactionManager().getStatus(xid) == GlobalStatus.Finished);

    assertThatThrownBy(() -> manager.commit(false))
        .isInstanceOf(AtFailedException.class)
        .hasMessageContaining("Finished");
    assertThat(manager.isInTransaction()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT IGNORE INTO accounts (id, balance) VALUES (60, 1)",
        "INSERT INTO accounts (id, balance) VALUES (60, 1) ON DUPLICATE KEY UPDATE balance = 1",
        "REPLACE INTO accounts (id, balance) VALUES (60, 1)",
        "INSERT INTO accounts (id, balance) SELECT id, balance FROM accounts WHERE id = 60",
        "UPDATE accounts a JOIN accounts b ON a.id = b.id SET a.balance = 1 WHERE a.id = 60",
        "UPDATE accounts, others SET balance = 1 WHERE id = 60",
        "UPDATE accounts SET balance = 1 WHERE id = 60 LIMIT 1",
        "DELETE a FROM accounts a WHERE a.id = 60",
        "UPDATE orders SET status = 'PAID' WHERE id = 60",
        "/* accounts */ TRUNCATE TABLE accounts"
      })
  void whatCannotBeUndoneIsRefused(String sql) throws SQLException {
    try (Connection connection = begin()) {
      assertThatThrownBy(() -> connection.prepareStatement(sql))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("is refused");
      try (Statement statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("is refused");
      }
      connection.rollback();
    }
  }

  @Test
  void aChangeOutsideOfATransactionIsRefusedAndOtherDataSourcesDoNotKnowTheTable()
      throws Exception {
    try (Connection connection = at.getConnection()) {
      assertThatThrownBy(() -> update(connection, "DELETE FROM accounts WHERE id = ?", 1))
          .hasMessageContaining("inside of a transaction only");
    }
    String other = RULES.replace("accounts:", "others:").replace(".accounts", ".keyless");
    try (ShardedDataSource local = placed(ShardedDataSource.of(rules(other))).open();
        Connection connection = local.dataSource().getConnection()) {
      assertThatThrownBy(() -> update(connection, "DELETE FROM accounts WHERE id = ?", 1))
          .hasMessageContaining("'accounts' does not exist");
    }
  }

  @Test
  void aTableWithoutPrimaryKeyIsRefused() {
    String keyless = RULES.replace("accounts", "keyless");
    assertThatThrownBy(() -> AtDataSource.open(rules(keyless), AtTransactionsTest::placed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no primary key");
  }

  private static void add(Connection connection, long id) throws SQLException {
    update(connection, "UPDATE accounts SET balance = balance + 5 WHERE id = ?", id);
  }

  /** Whether one transaction can change every row there is. */
  private static boolean noRowIsLocked() throws SQLException {
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

  private static void transfers(long from, long to) {
    for (int done = 0; done < 10; ) {
      done += transferred(from, to) ? 1 : 0;
    }
  }

  private static void transfer(long from, long to, long amount) throws SQLException {
    try (Connection connection = begin()) {
      update(
          connection, "UPDATE accounts SET balance = balance - " + amount + " WHERE id = ?", from);
      update(connection, "UPDATE accounts SET balance = balance + " + amount + " WHERE id = ?", to);
      connection.commit();
    }
  }

  private static boolean transferred(long from, long to) {
    try {
      transfer(from, to, 1);
      return true;
    } catch (AtFailedException | SQLException locked) {
      return false;
    }
  }

  private static void await(Callable<Boolean> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.call()) {
        assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        Thread.onSpinWait();
      }
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private static void accounts(long... ids) throws SQLException {
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

  private static Connection begin() throws SQLException {
    Connection connection = at.getConnection();
    try {
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException | RuntimeException away) {
      connection.close();
      throw away;
    }
  }

  private static void update(Connection connection, String sql, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      statement.executeUpdate();
    }
  }

  private static long balance(long id) throws SQLException {
    return number(id % 2 == 0 ? "a" : "b", "SELECT balance FROM accounts WHERE id = " + id);
  }

  private static long undoRows() throws SQLException {
    return number("a", "SELECT COUNT(*) FROM undo_log")
        + number("b", "SELECT COUNT(*) FROM undo_log");
  }

  private static long number(String server, String sql) throws SQLException {
    try (Connection connection = root(server);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void killConnections(String server) throws SQLException {
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

  private static void onServer(String server, String sql) throws SQLException {
    try (Connection connection = root(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection root(String server) throws SQLException {
    Connection connection = cluster.connectAsRoot("db-" + server + "-primary");
    connection.setCatalog(server.equals("a") ? "mall_0" : "mall_1");
    return connection;
  }

  private static ShardedDataSource.Opening placed(ShardedDataSource.Opening opening) {
    return opening
        .placeholders(cluster.environment()::get)
        .pools((name, pool) -> pool.setMaximumPoolSize(8));
  }

  private static Rules rules(String text) throws IOException {
    return Rules.read(Files.writeString(folder.resolve("at.yaml"), text));
  }
}

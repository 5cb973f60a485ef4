package io.mall.sharding.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.local.LocalCluster;
import io.mall.sharding.ShardedDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
  @TempDir private static Path folder;
  private static LocalCluster cluster;
  private static AcrossShards coordinator;
  private static Accounts accounts;

  @BeforeAll
  static void open() throws Exception {
    cluster = Servers.get();
    coordinator =
        AcrossShards.connect(
            "at-test",
            cluster.environment().getOrDefault("MALL_SEATA_SERVER", ""),
            List.of(),
            away -> {});
    accounts = new Accounts(cluster, folder);
  }

  @AfterAll
  static void close() {
    accounts.close();
    coordinator.close();
  }

  @AfterEach
  void nothingIsLeftBehind() {
    cluster.member("seata").start();
    await(coordinator::isReachable);
    await(() -> accounts.undoRows() == 0);
    await(accounts::noRowIsLocked);
  }

  @Test
  void bothShardsChangeTogether() throws SQLException {
    accounts.insert(10, 11);
    accounts.transfer(10, 11, 30);
    assertThat(accounts.balance(10)).isEqualTo(70);
    assertThat(accounts.balance(11)).isEqualTo(130);
  }

  @Test
  void aFailureOnTheSecondShardUndoesTheFirst() throws SQLException {
    accounts.insert(20, 21);
    try (Connection connection = accounts.begin()) {
      Accounts.update(connection, "UPDATE accounts SET balance = balance + 5 WHERE id = ?", 20);
      assertThatThrownBy(
              () ->
                  Accounts.update(
                      connection, "UPDATE accounts SET balance = balance - 500 WHERE id = ?", 21))
          .isInstanceOf(SQLException.class);
      connection.rollback();
    }
    assertThat(accounts.balance(20)).isEqualTo(100);
    accounts.transfer(20, 21, 1);
  }

  @Test
  void aSecondShardThatDiesAtTheCommitUndoesTheFirstWhichHadCommitted() throws SQLException {
    accounts.insert(30, 31);
    try (Connection connection = accounts.begin()) {
      Accounts.update(connection, "UPDATE accounts SET balance = balance + 5 WHERE id = ?", 30);
      Accounts.update(connection, "UPDATE accounts SET balance = balance + 5 WHERE id = ?", 31);
      accounts.killConnections("b");
      assertThatThrownBy(connection::commit).isInstanceOf(AtFailedException.class);
    }
    await(() -> accounts.balance(30) == 100 && accounts.balance(31) == 100);
    await(() -> accounts.transferred(30, 31));
  }

  @Test
  void withoutItsCoordinatorNothingBeginsAndWhatWasBegunIsUndone() throws SQLException {
    accounts.insert(40, 41);
    try (Connection connection = accounts.begin()) {
      Accounts.update(connection, "UPDATE accounts SET balance = balance + 5 WHERE id = ?", 40);
      cluster.member("seata").kill();
      assertThatThrownBy(connection::commit).isInstanceOf(AtFailedException.class);
    }
    assertThat(accounts.balance(40)).isEqualTo(100);
    assertThatThrownBy(accounts::begin)
        .hasRootCauseInstanceOf(Exception.class)
        .hasStackTraceContaining("CoordinatorUnavailableException");
    nothingIsLeftBehind();
    await(() -> accounts.transferred(40, 41));
  }

  @Test
  void aRowThatAnotherTransactionIsChangingIsWaitedFor() throws Exception {
    accounts.insert(50, 51);
    List<Thread> both =
        List.of(
            Thread.ofVirtual().start(() -> accounts.transfers(50, 51)),
            Thread.ofVirtual().start(() -> accounts.transfers(51, 50)));
    for (Thread each : both) {
      each.join();
    }
    assertThat(accounts.balance(50) + accounts.balance(51)).isEqualTo(200);
    accounts.transfer(50, 51, 1);
  }

  /** Seen: a coordinator that keeps what it locked before it met the row of another. */
  @Test
  void aBranchThatMeetsAnothersRowGivesBackTheLocksOfItsOtherRows() throws Exception {
    accounts.insert(70, 71, 72, 74);
    CountDownLatch changed = new CountDownLatch(1);
    CountDownLatch frozen = new CountDownLatch(1);
    FutureTask<Boolean> other =
        new FutureTask<>(
            () -> {
              try (Connection connection = accounts.begin()) {
                Accounts.add(connection, 72);
                Accounts.add(connection, 71);
                changed.countDown();
                frozen.await();
                connection.commit();
                return true;
              }
            });
    Thread.ofVirtual().start(other);
    changed.await();
    try (Connection freezer = accounts.root("b");
        Statement freeze = freezer.createStatement()) {
      freeze.execute("FLUSH TABLES WITH READ LOCK");
      frozen.countDown();
      await(() -> accounts.balance(72) == 105);

      try (Connection connection = accounts.begin()) {
        for (long id : List.of(70, 72, 74)) {
          Accounts.add(connection, id);
        }
        assertThatThrownBy(connection::commit).isInstanceOf(AtFailedException.class);
      }
      assertThat(accounts.balance(70) + accounts.balance(74)).isEqualTo(200);
      freeze.execute("UNLOCK TABLES");
    }
    assertThat(other.get(1, TimeUnit.MINUTES)).isTrue();
    accounts.transfer(70, 71, 1);
    accounts.transfer(74, 71, 1);
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
    try (Connection connection = accounts.begin()) {
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
    try (Connection connection = accounts.connection()) {
      assertThatThrownBy(() -> Accounts.update(connection, "DELETE FROM accounts WHERE id = ?", 1))
          .hasMessageContaining("inside of a transaction only");
    }
    String other = Accounts.RULES.replace("accounts:", "others:").replace(".accounts", ".keyless");
    try (ShardedDataSource local =
            accounts.placed(ShardedDataSource.of(accounts.rules(other))).open();
        Connection connection = local.dataSource().getConnection()) {
      assertThatThrownBy(() -> Accounts.update(connection, "DELETE FROM accounts WHERE id = ?", 1))
          .hasMessageContaining("'accounts' does not exist");
    }
  }

  @Test
  void aTableWithoutPrimaryKeyIsRefused() {
    String keyless = Accounts.RULES.replace("accounts", "keyless");
    assertThatThrownBy(() -> AtDataSource.open(accounts.rules(keyless), accounts::placed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no primary key");
  }

  private static void await(Callable<Boolean> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.call()) {
        assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        Thread.sleep(5);
      }
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }
}

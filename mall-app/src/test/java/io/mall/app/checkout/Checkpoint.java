package io.mall.app.checkout;

import static org.awaitility.Awaitility.await;

import io.mall.app.kernel.ProductId;
import io.mall.local.LocalCluster;
import io.mall.sharding.slot.Slot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Stops one checkout at a phase, by locks that the next statement of that checkout has to wait for.
 * One whose answer is to be lost is not stopped.
 */
final class Checkpoint implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String USERS = "db-a-primary";
  private static final String PRODUCTS = "db-b-primary";

  private final LocalCluster cluster;
  private final Phase phase;
  private final Attempt attempt;
  private final Connection users;
  private final Connection products;

  private Checkpoint(LocalCluster cluster, Phase phase, Attempt attempt) throws SQLException {
    this.cluster = cluster;
    this.phase = phase;
    this.attempt = attempt;
    this.users = cluster.connectAsRoot(USERS);
    this.products = cluster.connectAsRoot(PRODUCTS);
  }

  /** Stands in the way of a checkout that is sent afterwards. */
  static Checkpoint at(Phase phase, LocalCluster cluster, Attempt attempt) throws SQLException {
    Checkpoint checkpoint = new Checkpoint(cluster, phase, attempt);
    checkpoint.users.setAutoCommit(false);
    checkpoint.products.setAutoCommit(false);
    switch (phase) {
      case BEFORE_BEGIN ->
          checkpoint.onUsers("LOCK TABLES mall_0." + checkpoint.ofUser("addresses") + " WRITE");
      case BETWEEN_BRANCHES ->
          checkpoint.onUsers(
              "SELECT 1 FROM mall_0."
                  + ofProduct("inventory", attempt.second())
                  + " WHERE product_id = "
                  + attempt.second()
                  + " FOR UPDATE");
      case BEFORE_DECISION, PHASE_TWO -> checkpoint.holdKey();
      case BEFORE_REPLY -> {}
    }
    return checkpoint;
  }

  /** The decision waits for this row, which is never committed. */
  private void holdKey() throws SQLException {
    onUsers(
        "INSERT INTO mall_0."
            + ofUser("idempotency_keys")
            + " (user_id, idempotency_key, operation, fingerprint, http_status, body, created_at)"
            + " VALUES ("
            + attempt.userId()
            + ", '"
            + attempt.key()
            + "', 'test', '', 0, '', '2026-01-01')");
  }

  /** Returns when the checkout stands at the phase. */
  void awaitReached() throws SQLException {
    switch (phase) {
      case BEFORE_BEGIN -> awaitWaiting();
      case BETWEEN_BRANCHES, BEFORE_DECISION -> awaitReserved();
      case PHASE_TWO -> {
        awaitReserved();
        Statement hold = products.createStatement();
        hold.execute(
            "SELECT 1 FROM mall_1."
                + ofProduct("inventory", attempt.first())
                + " WHERE product_id = "
                + attempt.first()
                + " FOR UPDATE");
        hold.close();
        users.rollback();
        await().atMost(PATIENCE).until(() -> count(USERS, orders()) == 1);
      }
      case BEFORE_REPLY -> throw new IllegalStateException("nothing holds it");
    }
  }

  private void awaitWaiting() {
    String waiting =
        "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%FROM "
            + ofUser("addresses")
            + "%' AND state LIKE 'Waiting for table%lock'";
    await().atMost(PATIENCE).until(() -> count(USERS, waiting) > 0);
  }

  /** Returns when the checkout holds the first product and has not decided. */
  void awaitReserved() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                state(PRODUCTS, "mall_1.", attempt.first()).equals("RESERVED")
                    && state(USERS, "mall_0.", attempt.second()).equals("-"));
  }

  private String state(String server, String schema, ProductId product) throws SQLException {
    String sql =
        "SELECT COALESCE(MAX(state), '-') FROM "
            + schema
            + ofProduct("stock_ledger", product)
            + " WHERE order_no IS NOT NULL AND product_id = "
            + product;
    try (Connection connection = cluster.connectAsRoot(server);
        PreparedStatement query = connection.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  private long count(String server, String sql) throws SQLException {
    try (Connection connection = cluster.connectAsRoot(server);
        PreparedStatement query = connection.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private String orders() {
    return "SELECT COUNT(*) FROM mall_0."
        + ofUser("orders")
        + " WHERE user_id = "
        + attempt.userId();
  }

  private void onUsers(String sql) throws SQLException {
    try (Statement statement = users.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ofUser(String table) {
    return table + "_" + attempt.userId().slot() / 64;
  }

  private static String ofProduct(String table, ProductId product) {
    return table + "_" + Slot.ofId(product.value()).group().number();
  }

  /** Lets the checkout go on. */
  @Override
  public void close() {
    for (Connection connection : new Connection[] {users, products}) {
      try {
        connection.close();
      } catch (SQLException e) {
        // Its server has died, and the lock with it.
      }
    }
  }
}

package io.mall.app.checkout;

import static org.awaitility.Awaitility.await;

import io.mall.local.LocalCluster;
import io.mall.sharding.slot.Slot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Stops one errand at a moment, by rows that its next statement has to wait for. One whose answer
 * is to be lost is not stopped.
 */
final class Hold implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String USERS = "db-a-primary";
  private static final String PRODUCTS = "db-b-primary";

  /** The server shows a new picture of its transactions when nobody has looked for 100 ms. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final LocalCluster cluster;
  private final Moment moment;
  private final Errand errand;
  private final Connection users;
  private final Connection next;
  private final Connection products;

  private Hold(Moment moment, LocalCluster cluster, Errand errand) throws SQLException {
    this.cluster = cluster;
    this.moment = moment;
    this.errand = errand;
    this.users = connect(USERS);
    this.next = connect(USERS);
    this.products = connect(PRODUCTS);
  }

  private Connection connect(String server) throws SQLException {
    Connection connection = cluster.connectAsRoot(server);
    connection.setAutoCommit(false);
    return connection;
  }

  /** Stands in the way of an errand that is sent afterwards. */
  static Hold at(Moment moment, LocalCluster cluster, Errand errand) throws SQLException {
    Hold hold = new Hold(moment, cluster, errand);
    switch (moment) {
      case BEFORE_INTENT -> execute(hold.users, hold.order());
      case ROW_WRITTEN -> execute(hold.users, hold.key());
      case OUTBOX -> {
        boolean paying = errand.kind() == Errand.Kind.PAY;
        execute(paying ? hold.users : hold.products, paying ? hold.key() : hold.stock());
      }
      case BEFORE_REPLY -> {}
    }
    return hold;
  }

  /** Returns when the errand stands at the moment. */
  void awaitReached() throws SQLException {
    switch (moment) {
      case BEFORE_INTENT -> awaitWaiting(USERS, "order.lock");
      case ROW_WRITTEN -> awaitWaiting(USERS, "idempotency.insert");
      case OUTBOX -> {
        if (errand.kind() == Errand.Kind.PAY) {
          awaitCallback();
        } else {
          awaitWaiting(PRODUCTS, "inventory_");
        }
      }
      case BEFORE_REPLY -> throw new IllegalStateException("nothing holds it");
    }
  }

  /** The start has the order's row; who stands next in line for it holds up the callback. */
  private void awaitCallback() throws SQLException {
    awaitWaiting(USERS, "idempotency.insert");
    CompletableFuture<Void> standing =
        CompletableFuture.runAsync(() -> executeUnchecked(next, "/* next in line */ " + order()));
    awaitWaiting(USERS, "next in line");
    users.rollback();
    await().atMost(PATIENCE).until(standing::isDone);
    awaitWaiting(USERS, "order.lock");
  }

  private String order() {
    return "SELECT 1 FROM mall_0."
        + ofUser("orders")
        + " WHERE user_id = "
        + errand.userId()
        + " AND order_no = "
        + errand.orderNo()
        + " FOR UPDATE";
  }

  /** Never committed. */
  private String key() {
    return "INSERT INTO mall_0."
        + ofUser("idempotency_keys")
        + " (user_id, idempotency_key, operation, fingerprint, http_status, body, created_at)"
        + " VALUES ("
        + errand.userId()
        + ", '"
        + errand.key()
        + "', 'test', '', 0, '', '2026-01-01')";
  }

  private String stock() {
    return "SELECT 1 FROM mall_1.inventory_"
        + Slot.ofId(errand.product().value()).group().number()
        + " WHERE product_id = "
        + errand.product()
        + " FOR UPDATE";
  }

  private String ofUser(String table) {
    return table + "_" + errand.userId().slot() / 64;
  }

  private void awaitWaiting(String server, String text) {
    String waiting =
        "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"
            + " AND trx_query LIKE '%"
            + text
            + "%'";
    await()
        .atMost(PATIENCE)
        .pollInterval(BETWEEN_LOOKS)
        .until(
            () -> {
              try (Connection connection = cluster.connectAsRoot(server);
                  PreparedStatement query = connection.prepareStatement(waiting);
                  ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1) > 0;
              }
            });
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void executeUnchecked(Connection connection, String sql) {
    try {
      execute(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets the errand go on. */
  @Override
  public void close() {
    for (Connection connection : new Connection[] {users, next, products}) {
      try {
        connection.close();
      } catch (SQLException e) {
        // Its server has died, and the lock with it.
      }
    }
  }
}

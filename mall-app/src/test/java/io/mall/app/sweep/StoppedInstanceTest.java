package io.mall.app.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.checkout.Buyer;
import io.mall.app.checkout.Warehouse;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.order.Servers;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.OtherProcess;
import io.mall.local.Member;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A process that holds the lock of a job is stopped by the operating system for longer than its
 * lease, in the middle of a round: another does the job, and what the first one takes up again when
 * it wakes is refused.
 */
@MallTest
class StoppedInstanceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SERVER = "db-a-primary";

  /** Its lease is short, and it does not mind how long a statement took while it stood still. */
  private static final Map<String, Object> HURRIED =
      Map.of(
          "mall.sweep.lease", "1s",
          "mall.payment.sweep", "50ms",
          "mall.data.statement-timeout", "2m",
          "mall.data.transaction-timeout", "2m");

  private final Mall mall;
  private final Sweeper here;

  StoppedInstanceTest(Mall mall) {
    this.mall = mall;
    this.here = mall.bean(Sweeper.class);
  }

  /** So that the other process has all jobs. */
  @BeforeEach
  void nobodySweepsHere() {
    here.stop();
  }

  @AfterEach
  void sweepHereAgain() {
    if (!here.isRunning()) {
      here.start();
    }
  }

  @Test
  void aProcessThatWasStoppedPastItsLeaseCannotWriteWhenItWakes() throws SQLException {
    Buyer buyer = buyerOfTheFirstServer();
    OrderNo orderNo = buyer.placed(new Warehouse(mall).product(5), 1);
    PaymentNo payment = buyer.started(orderNo, "card-abandoned");
    String table = "mall_0.payments_" + orderNo.slot() / 64;
    Member other = OtherProcess.start(HURRIED);
    try (Connection lock = Mall.cluster().connectAsRoot(SERVER)) {
      execute(lock, "LOCK TABLES " + table + " WRITE");
      await("the other process looks for payments")
          .atMost(PATIENCE)
          .until(() -> Servers.waitingForTable(SERVER, "payment.findOverdue") > 0);
      execute(
          lock,
          "UPDATE "
              + table
              + " SET created_at = created_at - INTERVAL 1 HOUR WHERE payment_no = "
              + payment);
      other.pause();
      execute(lock, "UNLOCK TABLES");

      here.start();
      await("somebody else does the job")
          .atMost(PATIENCE)
          .until(() -> payment(lock, table, payment).startsWith("FAILED"));
      String after = payment(lock, table, payment);

      other.resume();
      await("the one that wakes is refused").atMost(PATIENCE).until(() -> fenced(other) > 0);
      assertThat(payment(lock, table, payment)).isEqualTo(after);
    } finally {
      other.kill();
    }
  }

  private static double fenced(Member instance) {
    return OtherProcess.metric(instance, "mall_sweep_fenced_total", "payments.time-out");
  }

  /** Its status and when it was changed last. */
  private static String payment(Connection connection, String table, PaymentNo payment)
      throws SQLException {
    String query = "SELECT status, updated_at FROM " + table + " WHERE payment_no = " + payment;
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1) + " " + row.getString(2);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Buyer buyerOfTheFirstServer() {
    Buyer buyer = new Buyer(mall);
    while (buyer.userId().slot() >= 512) {
      buyer = new Buyer(mall);
    }
    return buyer;
  }
}

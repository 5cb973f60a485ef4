package io.mall.app.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mall.app.checkout.Buyer;
import io.mall.app.checkout.Warehouse;
import io.mall.app.data.Transactions;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.Orders;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;

/** Events come at least once, and what they do is done once. */
@MallTest
class OutboxTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Mall mall;
  private final Warehouse warehouse;
  private final OutboxMapper mapper;
  private final JdbcClient sql;
  private final Buyer buyer;
  private final ProductId product;
  private final OrderNo orderNo;

  OutboxTest(Mall mall) {
    this.mall = mall;
    this.warehouse = new Warehouse(mall);
    this.mapper = mall.bean(OutboxMapper.class);
    this.sql = JdbcClient.create(mall.bean(DataSource.class));
    this.buyer = new Buyer(mall);
    this.product = warehouse.product(10);
    this.orderNo = buyer.placed(product, 3);
  }

  @Test
  void eventsDeliveredAgainGiveBackNothingMore() {
    PaymentNo paymentNo = buyer.paid(orderNo);
    buyer.cancel(orderNo).then().statusCode(200);
    warehouse.awaitStock(product, 10, 0, 0);
    buyer.awaitStatus(paymentNo, "REFUNDED");

    append(Orders.CLOSED);
    append(Orders.CLOSED);
    awaitEmpty();
    insert(Orders.CLOSED, Instant.now());

    awaitEmpty();
    warehouse.awaitStock(product, 10, 0, 0);
    buyer.awaitStatus(paymentNo, "REFUNDED");
  }

  @Test
  void anEventThatWasLeftBehindIsFoundByTheSweep() {
    sql.sql("UPDATE orders SET status = 'CANCELLED' WHERE user_id = ? AND order_no = ?")
        .params(buyer.userId().value(), orderNo.value())
        .update();

    insert(Orders.CLOSED, Instant.now().minusSeconds(60));

    awaitEmpty();
    warehouse.awaitStock(product, 10, 0, 0);
  }

  @Test
  void anEventOfATransactionThatRollsBackNeverWas() {
    assertThatThrownBy(
            () ->
                mall.bean(Transactions.class)
                    .write(
                        () -> {
                          mall.bean(Outbox.class)
                              .append(buyer.userId(), orderNo, Orders.CLOSED, "{}");
                          throw new IllegalStateException("rolled back");
                        }))
        .hasMessage("rolled back");
    assertThat(count()).isZero();
    warehouse.awaitStock(product, 7, 0, 3);
  }

  @Test
  void outsideOfATransactionNothingIsTaken() {
    Outbox outbox = mall.bean(Outbox.class);
    assertThatThrownBy(() -> outbox.append(buyer.userId(), orderNo, Orders.CLOSED, "{}"))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void anEventNobodyCanDeliverComesBackEverMoreSeldomAndStays() {
    append("test.nobody");

    await().atMost(PATIENCE).until(() -> attempts() >= 2);

    assertThat(count()).isEqualTo(1);
    sql.sql("DELETE FROM outbox WHERE user_id = ?").param(buyer.userId().value()).update();
    mall.management()
        .get("/actuator/prometheus")
        .then()
        .statusCode(200)
        .body(org.hamcrest.Matchers.containsString("mall_outbox_failed_total{"));
  }

  private void append(String type) {
    mall.bean(Transactions.class)
        .write(
            () -> {
              mall.bean(Outbox.class).append(buyer.userId(), orderNo, type, "{}");
              return true;
            });
  }

  private void insert(String type, Instant dueAt) {
    long eventId = mall.bean(Ids.class).next(Slot.ofId(buyer.userId().value()));
    Instant due = dueAt.truncatedTo(ChronoUnit.MICROS);
    OutboxRow row =
        new OutboxRow(
            buyer.userId(), eventId, type, orderNo, "{}", 1, due, Instant.now(), Event.SHOP, 1);
    mapper.insert(row);
  }

  private void awaitEmpty() {
    await().atMost(PATIENCE).until(() -> count() == 0);
  }

  /** From the primary: a replica might not have them yet. */
  private long count() {
    return mall.bean(Transactions.class)
        .read(
            () ->
                sql.sql("SELECT COUNT(*) FROM outbox WHERE user_id = ?")
                    .param(buyer.userId().value())
                    .query(Long.class)
                    .single());
  }

  private int attempts() {
    return mall.bean(Transactions.class)
        .read(
            () ->
                sql.sql("SELECT attempts FROM outbox WHERE user_id = ?")
                    .param(buyer.userId().value())
                    .query(Integer.class)
                    .single());
  }
}

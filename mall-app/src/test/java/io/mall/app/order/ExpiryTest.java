package io.mall.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.mall.app.checkout.Buyer;
import io.mall.app.checkout.Warehouse;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.payment.Told;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Promptness;
import io.mall.app.sweep.Rest;
import io.mall.sharding.slot.TableGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of orders and payments by the clock, on an instance whose clock tests turn. */
@MallTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpiryTest {

  private static final Duration EXACT = Duration.ofSeconds(1);

  private final Mall shared;
  private Mall mall;
  private Warehouse warehouse;
  private Buyer buyer;
  private ProductId product;
  private @Nullable Rest rest;

  ExpiryTest(Mall shared) {
    this.shared = shared;
    this.mall = shared;
    this.warehouse = new Warehouse(shared);
    this.buyer = new Buyer(shared);
    this.product = warehouse.product(10);
  }

  /** By the clock of the shared instance nothing is due, so it leaves the jobs to this one. */
  @BeforeAll
  void startAnInstanceWithATestClock() {
    rest = Rest.of(shared);
    mall = Mall.another(Map.of("spring.profiles.active", "local,test"));
    warehouse = new Warehouse(mall);
    buyer = new Buyer(mall);
    // What other tests have left unpaid is due by this clock too, and is done with first.
    advance(Duration.ofMinutes(31));
    Orders orders = mall.bean(Orders.class);
    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> TableGroup.all().stream().allMatch(group -> orders.due(group).isEmpty()));
  }

  @AfterAll
  void stop() {
    mall.close();
    if (rest != null) {
      rest.close();
    }
  }

  @Test
  void thirtyMinutesUnpaidIsExpiredExactlyOnceAndNotASecondEarlier() throws Exception {
    Promptness.assertWithin(EXACT, this::lateExpiry);
  }

  /** How long after its time an order is expired. */
  private Duration lateExpiry() {
    OrderNo orderNo = buyer.placed(product, 3);
    Instant expiresAt = mall.bean(Orders.class).find(orderNo).orElseThrow().expiresAt();
    advance(Duration.between(now(), expiresAt).minusSeconds(3));
    String before = buyer.status(orderNo);
    if (now().isBefore(expiresAt)) {
      assertThat(before).isEqualTo("PLACED");
    }

    buyer.awaitStatus(orderNo, "EXPIRED");

    Instant expiredAt = mall.bean(Orders.class).find(orderNo).orElseThrow().updatedAt();
    assertThat(expiredAt).isAfterOrEqualTo(expiresAt);
    warehouse.awaitStock(product, 10, 0, 0);
    advance(Duration.ofMinutes(1));
    buyer.pay(orderNo, "card").then().statusCode(409).body("code", equalTo("order/expired"));
    assertThat(mall.bean(Orders.class).find(orderNo).orElseThrow().updatedAt())
        .isEqualTo(expiredAt);
    warehouse.awaitStock(product, 10, 0, 0);
    return Duration.between(expiresAt, expiredAt);
  }

  @Test
  void moneyThatComesAfterTheOrderExpiredGoesBack() {
    ProductId other = warehouse.product(5);
    OrderNo orderNo = buyer.placed(other, 2);
    PaymentNo paymentNo = buyer.started(orderNo, "card-abandoned");
    advance(Duration.ofMinutes(30));
    buyer.awaitStatus(orderNo, "EXPIRED");

    assertThat(Told.succeeded(mall, paymentNo)).isEqualTo("SUCCEEDED");

    buyer.awaitStatus(paymentNo, "REFUNDED");
    assertThat(buyer.status(orderNo)).isEqualTo("EXPIRED");
    warehouse.awaitStock(other, 5, 0, 0);
  }

  @Test
  void aPaymentNeverHeardOfIsGivenUpAfterTwoMinutesAndItsMoneyStillCounts() throws Exception {
    Promptness.assertWithin(EXACT, this::lateTimeOut);
  }

  /** How long after its time a payment is given up. */
  private Duration lateTimeOut() {
    OrderNo orderNo = buyer.placed(warehouse.product(5), 1);
    PaymentNo paymentNo = buyer.started(orderNo, "card-abandoned");
    buyer
        .pay(orderNo, "card")
        .then()
        .statusCode(409)
        .body("code", equalTo("payment/already-started"));
    Instant dueAt = time("created_at", paymentNo).plus(Duration.ofMinutes(2));
    advance(Duration.between(now(), dueAt).minusSeconds(2));
    String before = buyer.get(paymentNo).path("status");
    if (now().isBefore(dueAt)) {
      assertThat(before).isEqualTo("STARTED");
    }

    buyer.awaitStatus(paymentNo, "FAILED");

    Instant failedAt = time("updated_at", paymentNo);
    assertThat(failedAt).isAfterOrEqualTo(dueAt);
    buyer.started(orderNo, "card-declined");
    assertThat(Told.succeeded(mall, paymentNo)).isEqualTo("SUCCEEDED");
    assertThat(buyer.status(orderNo)).isEqualTo("PAID");
    return Duration.between(dueAt, failedAt);
  }

  @Test
  void theClockIsOnTheManagementPortOfTestsOnly() {
    mall.management().get("/actuator/clock").then().statusCode(200);
    shared.management().get("/actuator/clock").then().statusCode(404);
    mall.anonymous().get("/actuator/clock").then().statusCode(404);
  }

  private Instant time(String column, PaymentNo paymentNo) {
    return JdbcClient.create(mall.bean(DataSource.class))
        .sql("SELECT " + column + " FROM payments WHERE user_id = ? AND payment_no = ? FOR UPDATE")
        .params(buyer.userId().value(), paymentNo.value())
        .query(LocalDateTime.class)
        .single()
        .toInstant(ZoneOffset.UTC);
  }

  private void advance(Duration by) {
    mall.management()
        .contentType("application/json")
        .body(Map.of("advance", by.toString()))
        .post("/actuator/clock")
        .then()
        .statusCode(200);
  }

  private Instant now() {
    return Instant.parse(mall.management().get("/actuator/clock").path("now"));
  }
}

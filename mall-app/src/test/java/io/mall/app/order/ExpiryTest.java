package io.mall.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mall.app.checkout.Buyer;
import io.mall.app.checkout.Warehouse;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.payment.Told;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of orders and payments by the clock, on an instance whose clock tests turn. */
@MallTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpiryTest {

  private final Mall shared;
  private Mall mall;
  private Warehouse warehouse;
  private Buyer buyer;
  private ProductId product;

  ExpiryTest(Mall shared) {
    this.shared = shared;
    this.mall = shared;
    this.warehouse = new Warehouse(shared);
    this.buyer = new Buyer(shared);
    this.product = warehouse.product(10);
  }

  @BeforeAll
  void startAnInstanceWithATestClock() {
    mall = Mall.another(Map.of("spring.profiles.active", "local,test"));
    warehouse = new Warehouse(mall);
    buyer = new Buyer(mall);
  }

  @AfterAll
  void stop() {
    mall.close();
  }

  @Test
  void thirtyMinutesUnpaidIsExpiredExactlyOnceAndNotASecondEarlier() {
    OrderNo orderNo = buyer.placed(product, 3);
    Instant expiresAt = mall.bean(Orders.class).find(orderNo).orElseThrow().expiresAt();
    advance(Duration.between(now(), expiresAt).minusSeconds(3));
    assertThat(buyer.status(orderNo)).isEqualTo("PLACED");

    buyer.awaitStatus(orderNo, "EXPIRED");

    Instant expiredAt = mall.bean(Orders.class).find(orderNo).orElseThrow().updatedAt();
    // A second for the sweep, and one more because the shared instance, by whose clock nothing is
    // due, takes turns with this one.
    assertThat(expiredAt).isBetween(expiresAt, expiresAt.plusSeconds(2));
    warehouse.awaitStock(product, 10, 0, 0);
    advance(Duration.ofMinutes(1));
    buyer.pay(orderNo, "card").then().statusCode(409).body("code", equalTo("order/expired"));
    assertThat(mall.bean(Orders.class).find(orderNo).orElseThrow().updatedAt())
        .isEqualTo(expiredAt);
    warehouse.awaitStock(product, 10, 0, 0);
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
  void aPaymentNeverHeardOfIsGivenUpAndItsMoneyStillCounts() {
    OrderNo orderNo = buyer.placed(warehouse.product(5), 1);
    PaymentNo paymentNo = buyer.started(orderNo, "card-abandoned");
    buyer
        .pay(orderNo, "card")
        .then()
        .statusCode(409)
        .body("code", equalTo("payment/already-started"));

    advance(Duration.ofMinutes(2));

    buyer.awaitStatus(paymentNo, "FAILED");
    buyer.started(orderNo, "card-declined");
    assertThat(Told.succeeded(mall, paymentNo)).isEqualTo("SUCCEEDED");
    assertThat(buyer.status(orderNo)).isEqualTo("PAID");
  }

  @Test
  void theClockIsOnTheManagementPortOfTestsOnly() {
    mall.management().get("/actuator/clock").then().statusCode(200);
    shared.management().get("/actuator/clock").then().statusCode(404);
    mall.anonymous().get("/actuator/clock").then().statusCode(404);
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

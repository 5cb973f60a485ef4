package io.mall.app.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.mall.app.checkout.Buyer;
import io.mall.app.checkout.Warehouse;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.payment.CallbackSignature.Headers;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders are paid once, whatever the provider says how often and how late. */
@MallTest
class PaymentTest {

  private final Mall mall;
  private final Warehouse warehouse;
  private final Buyer buyer;
  private final ProductId product;

  PaymentTest(Mall mall) {
    this.mall = mall;
    this.warehouse = new Warehouse(mall);
    this.buyer = new Buyer(mall);
    this.product = warehouse.product(1_000);
  }

  @AfterEach
  void nothingStaysReserved() {
    await().until(() -> warehouse.stock(product).reserved() == 0);
  }

  @Test
  void aPaymentIsStartedAndSucceeds() {
    OrderNo orderNo = buyer.placed(product, 2);

    Response started = buyer.pay(orderNo, "card");

    started
        .then()
        .statusCode(201)
        .header("Location", "/api/payments/" + started.path("paymentNo"))
        .body("status", equalTo("STARTED"))
        .body("method", equalTo("card"))
        .body("orderNo", equalTo(orderNo.text()))
        .body("amount.amount", equalTo(2 * 1_999));
    PaymentNo paymentNo = PaymentNo.of(started.path("paymentNo"));
    buyer.awaitStatus(paymentNo, "SUCCEEDED");
    buyer.get(paymentNo).then().body("providerRef", notNullValue());
    assertThat(buyer.status(orderNo)).isEqualTo("PAID");
  }

  @Test
  void aDeclinedPaymentFailsAndTheOrderMayBePaidAnotherWay() {
    OrderNo orderNo = buyer.placed(product, 1);
    PaymentNo declined = buyer.started(orderNo, "card-declined");
    buyer.awaitStatus(declined, "FAILED");
    assertThat(buyer.status(orderNo)).isEqualTo("PLACED");

    buyer.paid(orderNo);

    assertThat(buyer.status(orderNo)).isEqualTo("PAID");
  }

  @Test
  void whileOnePaymentIsUnderWayAnotherIsRefused() {
    OrderNo orderNo = buyer.placed(product, 1);
    buyer.started(orderNo, "card-abandoned");

    refused(buyer.pay(orderNo, "card"), 409, "payment/already-started");
  }

  @Test
  void aRepeatedStartGetsTheSameBytesAndAnotherBodyIsRefused() {
    OrderNo orderNo = buyer.placed(product, 1);
    OrderNo other = buyer.placed(product, 1);
    String key = UUID.randomUUID().toString();

    Response first = start(key, Map.of("orderNo", orderNo, "method", "card-abandoned"));
    Response again = start(key, Map.of("orderNo", orderNo, "method", "card-abandoned"));

    first.then().statusCode(201);
    again.then().statusCode(201).header("Idempotent-Replay", "true");
    assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    refused(start(key, Map.of("orderNo", other, "method", "card")), 422, "idempotency/key-reused");
  }

  @Test
  void whatCannotBeStartedIsRefused() {
    OrderNo orderNo = buyer.placed(product, 1);
    Map<String, Object> body = Map.of("orderNo", orderNo, "method", "card");
    refused(buyer.request().body(body).post("/api/payments"), 400, "idempotency/invalid-key");
    String key = UUID.randomUUID().toString();
    refused(start(key, Map.of("orderNo", orderNo)), 400, "request/invalid-fields");
    refused(start(key, Map.of("method", "card")), 400, "request/invalid-fields");
    refused(start(key, Map.of("orderNo", "x", "method", "card")), 400, "request/wrong-type");
    refused(start(key, Map.of("orderNo", orderNo, "method", "shells")), 400, "request/wrong-type");
    refused(
        start(key, Map.of("orderNo", new OrderNo(77), "method", "card")),
        404,
        "order/order-absent");
  }

  @Test
  void anotherUsersPaymentIsAbsentAndAnAdministratorSeesIt() {
    PaymentNo paymentNo = buyer.started(buyer.placed(product, 1), "card-abandoned");

    refused(new Buyer(mall).get(paymentNo), 404, "payment/payment-absent");
    mall.admin().get("/api/payments/{no}", paymentNo.text()).then().statusCode(200);
    refused(mall.admin().get("/api/payments/77"), 404, "payment/payment-absent");
  }

  @Test
  void theSameCallbackTwiceIsOneCallback() {
    OrderNo orderNo = buyer.placed(product, 1);
    PaymentNo paymentNo = buyer.started(orderNo, "card-abandoned");
    for (int i = 0; i < 3; i++) {
      call(body(paymentNo, "SUCCEEDED", 1_999)).then().statusCode(200);
    }
    buyer.get(paymentNo).then().body("status", equalTo("SUCCEEDED"));
    assertThat(buyer.status(orderNo)).isEqualTo("PAID");
  }

  @Test
  void callbacksOutOfOrderEndWithTheMoneyThatWasTaken() {
    OrderNo orderNo = buyer.placed(product, 1);
    PaymentNo paymentNo = buyer.started(orderNo, "card-abandoned");

    call(body(paymentNo, "FAILED", 1_999)).then().body("status", equalTo("FAILED"));
    call(body(paymentNo, "SUCCEEDED", 1_999)).then().body("status", equalTo("SUCCEEDED"));
    call(body(paymentNo, "FAILED", 1_999)).then().body("status", equalTo("SUCCEEDED"));

    assertThat(buyer.status(orderNo)).isEqualTo("PAID");
  }

  @Test
  void moneyForAnOrderThatWasCancelledMeanwhileGoesBack() {
    OrderNo orderNo = buyer.placed(product, 1);
    PaymentNo paymentNo = buyer.started(orderNo, "card-abandoned");
    buyer.cancel(orderNo).then().statusCode(200);

    call(body(paymentNo, "SUCCEEDED", 1_999)).then().statusCode(200);

    buyer.awaitStatus(paymentNo, "REFUNDED");
    assertThat(buyer.status(orderNo)).isEqualTo("CANCELLED");
    call(body(paymentNo, "SUCCEEDED", 1_999)).then().body("status", equalTo("REFUNDED"));
  }

  @Test
  void anOrderPaidTwiceIsRefundedOnce() {
    OrderNo orderNo = buyer.placed(product, 1);
    PaymentNo first = buyer.started(orderNo, "card-declined");
    buyer.awaitStatus(first, "FAILED");
    PaymentNo second = buyer.paid(orderNo);

    call(body(first, "SUCCEEDED", 1_999)).then().statusCode(200);

    buyer.awaitStatus(first, "REFUNDED");
    buyer.get(second).then().body("status", equalTo("SUCCEEDED"));
    assertThat(buyer.status(orderNo)).isEqualTo("PAID");
  }

  @Test
  void anotherAmountIsRefused() {
    OrderNo orderNo = buyer.placed(product, 1);
    PaymentNo paymentNo = buyer.started(orderNo, "card-abandoned");

    refused(call(body(paymentNo, "SUCCEEDED", 1_998)), 409, "payment/amount-mismatch");
    refused(
        call(body(paymentNo, "SUCCEEDED", 1_999).replace("EUR", "JPY")),
        409,
        "payment/amount-mismatch");

    assertThat(buyer.status(orderNo)).isEqualTo("PLACED");
  }

  @Test
  void anUnknownPaymentIsRefused() {
    refused(call(body(new PaymentNo(77), "SUCCEEDED", 1)), 404, "payment/payment-absent");
  }

  @Test
  void aCallbackThatCannotBeReadIsRefused() {
    for (String body : List.of("{", "[]", "null", "{\"paymentNo\":\"1\"}", "{\"x\":1}", "\"\"")) {
      refused(call(body), 400, "payment/unreadable-callback");
    }
  }

  @Test
  void aForgedCallbackIsRefused() {
    String body = body(buyer.started(buyer.placed(product, 1), "card-abandoned"), "SUCCEEDED", 1);
    Headers headers = signed(body, Instant.now());
    String refused = "payment/signature-refused";
    refused(mall.anonymous().body(body).post("/api/payments/callback"), 401, refused);
    refused(call(body + " ", headers), 401, refused);
    refused(
        call(body, new Headers("other", headers.timestamp(), headers.signature())), 401, refused);
    refused(call(body, new Headers(headers.id(), "1", headers.signature())), 401, refused);
    refused(call(body, new Headers(headers.id(), "now", headers.signature())), 401, refused);
    refused(call(body, new Headers(headers.id(), headers.timestamp(), "v1,AAAA")), 401, refused);
    refused(call(body, new Headers(headers.id(), headers.timestamp(), "")), 401, refused);
  }

  @Test
  void anOldCallbackIsRefused() {
    String body = body(buyer.started(buyer.placed(product, 1), "card-abandoned"), "FAILED", 1_999);
    String expired = "payment/signature-expired";
    refused(call(body, signed(body, Instant.now().minus(Duration.ofMinutes(6)))), 401, expired);
    refused(call(body, signed(body, Instant.now().plus(Duration.ofMinutes(6)))), 401, expired);
    call(body, signed(body, Instant.now().minus(Duration.ofMinutes(4)))).then().statusCode(200);
  }

  private Response start(String key, Map<String, ?> body) {
    return buyer.request().header("Idempotency-Key", key).body(body).post("/api/payments");
  }

  private static String body(PaymentNo paymentNo, String outcome, long amount) {
    return """
    {"paymentNo":"%s","outcome":"%s","amount":{"amount":%d,"currency":"EUR"},"reference":"t-1"}"""
        .formatted(paymentNo, outcome, amount);
  }

  private Headers signed(String body, Instant time) {
    return mall.bean(CallbackSignature.class)
        .sign(UUID.randomUUID().toString(), time, body.getBytes(StandardCharsets.UTF_8));
  }

  private Response call(String body) {
    return call(body, signed(body, Instant.now()));
  }

  private Response call(String body, Headers headers) {
    RequestSpecification request = mall.anonymous().body(body);
    return request
        .header(CallbackSignature.ID, headers.id())
        .header(CallbackSignature.TIMESTAMP, headers.timestamp())
        .header(CallbackSignature.SIGNATURE, headers.signature())
        .post("/api/payments/callback");
  }

  private static void refused(Response response, int status, String code) {
    response.then().statusCode(status).body("code", equalTo(code));
  }
}

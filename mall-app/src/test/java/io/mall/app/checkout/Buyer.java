package io.mall.app.checkout;

import static org.awaitility.Awaitility.await;

import io.mall.app.kernel.AddressId;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.app.support.Mall;
import io.mall.app.support.Shopper;
import io.mall.sharding.slot.Slot;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Somebody new with an address, who orders and pays. */
public final class Buyer {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Shopper shopper;
  private final AddressId address;

  public Buyer(Mall mall) {
    this(mall.newShopper());
  }

  Buyer(Shopper shopper) {
    this.shopper = shopper;
    this.address = shopper.newAddress();
  }

  /** Somebody whose rows lie on the first server or the second. */
  static Buyer on(Side side, Mall mall) {
    String name = Mall.freshName();
    while (!side.has(Slot.ofName(name))) {
      name = Mall.freshName();
    }
    return new Buyer(mall.newShopper(name));
  }

  public RequestSpecification request() {
    return shopper.request();
  }

  /** A request by this user to another instance of the shop. */
  public RequestSpecification requestTo(Mall other) {
    return shopper.requestTo(other);
  }

  public UserId userId() {
    return shopper.userId();
  }

  String token() {
    return shopper.token();
  }

  public AddressId address() {
    return address;
  }

  /** A line of an order; the quantity may be anything, also wrong. */
  record Line(ProductId productId, Object quantity) {}

  static Line line(ProductId productId, Object quantity) {
    return new Line(productId, quantity);
  }

  /** The body of an order of these lines. */
  Map<String, Object> order(Line... lines) {
    return Map.of("items", List.of(lines), "addressId", address);
  }

  Response place(String key, Map<String, ?> body) {
    return request().header("Idempotency-Key", key).body(body).post("/api/orders");
  }

  Response place(Map<String, ?> body) {
    return place(UUID.randomUUID().toString(), body);
  }

  /** Places an order, which must succeed. */
  public OrderNo placed(ProductId productId, int quantity) {
    Response response = place(order(line(productId, quantity)));
    response.then().statusCode(201);
    return OrderNo.of(response.path("orderNo"));
  }

  public Response pay(OrderNo orderNo, String method) {
    return request()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(Map.of("orderNo", orderNo, "method", method))
        .post("/api/payments");
  }

  /** Starts a payment, which must succeed. */
  public PaymentNo started(OrderNo orderNo, String method) {
    Response response = pay(orderNo, method);
    response.then().statusCode(201);
    return PaymentNo.of(response.path("paymentNo"));
  }

  /** Pays, and waits until the money has come. */
  public PaymentNo paid(OrderNo orderNo) {
    PaymentNo paymentNo = started(orderNo, "card");
    awaitStatus(orderNo, "PAID");
    return paymentNo;
  }

  public Response get(OrderNo orderNo) {
    return request().get("/api/orders/{orderNo}", orderNo.text());
  }

  public Response get(PaymentNo paymentNo) {
    return request().get("/api/payments/{paymentNo}", paymentNo.text());
  }

  public String status(OrderNo orderNo) {
    return get(orderNo).path("status");
  }

  public void awaitStatus(OrderNo orderNo, String status) {
    await().atMost(PATIENCE).until(() -> status(orderNo), status::equals);
  }

  public void awaitStatus(PaymentNo paymentNo, String status) {
    await().atMost(PATIENCE).until(() -> get(paymentNo).<String>path("status"), status::equals);
  }

  public Response cancel(OrderNo orderNo) {
    return request().post("/api/orders/{orderNo}/cancel", orderNo.text());
  }

  public Response receive(OrderNo orderNo) {
    return request().post("/api/orders/{orderNo}/receive", orderNo.text());
  }
}

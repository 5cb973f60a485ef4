package io.mall.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mall.app.checkout.Buyer;
import io.mall.app.checkout.Warehouse;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.Response;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From placing to receiving, and the ways out. */
@MallTest
class OrderLifeCycleTest {

  private final Mall mall;
  private final Warehouse warehouse;

  OrderLifeCycleTest(Mall mall) {
    this.mall = mall;
    this.warehouse = new Warehouse(mall);
  }

  @Test
  void anOrderIsPlacedPaidShippedAndReceived() {
    Buyer buyer = new Buyer(mall);
    ProductId product = warehouse.product(10);
    OrderNo orderNo = buyer.placed(product, 2);

    refused(ship(orderNo), "order/not-paid");
    PaymentNo paymentNo = buyer.paid(orderNo);
    refused(buyer.receive(orderNo), "order/not-shipped");
    refused(buyer.pay(orderNo, "card"), "order/already-paid");
    moved(ship(orderNo), "SHIPPED");
    refused(ship(orderNo), "order/already-shipped");
    refused(buyer.cancel(orderNo), "order/already-shipped");
    moved(buyer.receive(orderNo), "RECEIVED");
    refused(buyer.receive(orderNo), "order/already-received");
    refused(buyer.cancel(orderNo), "order/already-received");

    assertThat(buyer.status(orderNo)).isEqualTo("RECEIVED");
    buyer.get(paymentNo).then().body("status", equalTo("SUCCEEDED"));
    warehouse.awaitStock(product, 8, 0, 2);
  }

  @Test
  void aCancelledOrderGivesItsStockBackOnce() {
    Buyer buyer = new Buyer(mall);
    ProductId product = warehouse.product(10);
    OrderNo orderNo = buyer.placed(product, 4);

    moved(buyer.cancel(orderNo), "CANCELLED");

    warehouse.awaitStock(product, 10, 0, 0);
    refused(buyer.cancel(orderNo), "order/cancelled");
    refused(buyer.pay(orderNo, "card"), "order/cancelled");
    refused(ship(orderNo), "order/cancelled");
    refused(buyer.receive(orderNo), "order/cancelled");
    warehouse.awaitStock(product, 10, 0, 0);
  }

  @Test
  void anOrderCancelledAfterItWasPaidIsRefunded() {
    Buyer buyer = new Buyer(mall);
    ProductId product = warehouse.product(10);
    OrderNo orderNo = buyer.placed(product, 1);
    PaymentNo paymentNo = buyer.paid(orderNo);

    moved(buyer.cancel(orderNo), "CANCELLED");

    buyer.awaitStatus(paymentNo, "REFUNDED");
    warehouse.awaitStock(product, 10, 0, 0);
  }

  @Test
  void anOrderThatIsNotPaidInTimeExpiresAndGivesItsStockBack() {
    Buyer buyer = new Buyer(mall);
    ProductId product = warehouse.product(10);
    OrderNo orderNo = buyer.placed(product, 4);
    OrderNo inTime = buyer.placed(product, 1);

    timeIsOver(orderNo);

    buyer.awaitStatus(orderNo, "EXPIRED");
    warehouse.awaitStock(product, 9, 0, 1);
    refused(buyer.pay(orderNo, "card"), "order/expired");
    refused(buyer.cancel(orderNo), "order/expired");
    assertThat(buyer.status(inTime)).isEqualTo("PLACED");
  }

  @Test
  void aPaidOrderDoesNotExpire() {
    Buyer buyer = new Buyer(mall);
    OrderNo orderNo = buyer.placed(warehouse.product(10), 1);
    buyer.paid(orderNo);

    timeIsOver(orderNo);
    OrderNo later = buyer.placed(warehouse.product(10), 1);
    timeIsOver(later);

    buyer.awaitStatus(later, "EXPIRED");
    assertThat(buyer.status(orderNo)).isEqualTo("PAID");
  }

  @Test
  void anotherUsersOrderIsAbsentAndAnAdministratorSeesAll() {
    Buyer buyer = new Buyer(mall);
    OrderNo orderNo = buyer.placed(warehouse.product(10), 1);
    Buyer other = new Buyer(mall);

    for (Response response :
        List.of(
            other.get(orderNo),
            other.cancel(orderNo),
            other.receive(orderNo),
            other.pay(orderNo, "card"))) {
      response.then().statusCode(404).body("code", equalTo("order/order-absent"));
    }
    other.request().post("/api/orders/{no}/ship", orderNo.text()).then().statusCode(403);
    mall.admin()
        .get("/api/orders/{no}", orderNo.text())
        .then()
        .statusCode(200)
        .body("orderNo", equalTo(orderNo.text()));
    mall.admin()
        .get("/api/orders/{no}", new OrderNo(orderNo.value() + 1024).text())
        .then()
        .statusCode(404)
        .body("code", equalTo("order/order-absent"));
  }

  @Test
  void whatIsNoOrderNumberIsRefused() {
    Buyer buyer = new Buyer(mall);
    for (String text : List.of("x", "0", "-1", "99999999999999999999", "1.5")) {
      buyer
          .request()
          .get("/api/orders/{no}", text)
          .then()
          .statusCode(400)
          .body("code", equalTo("request/wrong-type"));
    }
  }

  private Response ship(OrderNo orderNo) {
    return mall.admin().post("/api/orders/{orderNo}/ship", orderNo.text());
  }

  private static void moved(Response response, String status) {
    response.then().statusCode(200).body("status", equalTo(status));
  }

  private static void refused(Response response, String code) {
    response.then().statusCode(409).body("code", equalTo(code));
  }

  private void timeIsOver(OrderNo orderNo) {
    JdbcClient.create(mall.bean(DataSource.class))
        .sql("UPDATE orders SET expires_at = created_at WHERE order_no = ?")
        .param(orderNo.value())
        .update();
  }
}

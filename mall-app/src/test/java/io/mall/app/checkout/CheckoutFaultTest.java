package io.mall.app.checkout;

import static io.mall.app.checkout.Buyer.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.mall.app.data.Transactions;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.NewOrder;
import io.mall.app.order.OrderItem;
import io.mall.app.order.Orders;
import io.mall.app.order.ShipTo;
import io.mall.app.problem.ProblemException;
import io.mall.app.stock.Stocks;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.local.Member;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.transaction.AcrossShards;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever dies whenever, the order's row decides and the stock follows. */
@MallTest
class CheckoutFaultTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Mall mall;
  private final Warehouse warehouse;
  private final Member seata = Mall.cluster().member("seata");
  private final JdbcClient sql;

  CheckoutFaultTest(Mall mall) {
    this.mall = mall;
    this.warehouse = new Warehouse(mall);
    this.sql = JdbcClient.create(mall.bean(DataSource.class));
  }

  @AfterEach
  void theCoordinatorIsBack() {
    seata.start();
    await().atMost(PATIENCE).until(mall.bean(AcrossShards.class)::isReachable);
  }

  @Test
  void withoutACoordinatorNothingIsReservedAndLaterItWorksAgain() {
    Buyer buyer = Buyer.on(Side.FIRST, mall);
    ProductId product = warehouse.product(10, Side.SECOND);
    String key = UUID.randomUUID().toString();
    seata.kill();

    buyer
        .place(key, buyer.order(line(product, 1)))
        .then()
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .body("code", equalTo("failure/unavailable"));
    warehouse.awaitStock(product, 10, 0, 0);
    mall.management().get("/actuator/health/readiness").then().statusCode(200);

    theCoordinatorIsBack();
    buyer.place(key, buyer.order(line(product, 1))).then().statusCode(201);
    warehouse.awaitStock(product, 9, 0, 1);
  }

  @Test
  void anOrderThatStaysOnOneDataSourceNeedsNoCoordinator() {
    Buyer buyer = Buyer.on(Side.SECOND, mall);
    ProductId first = warehouse.product(10, Side.SECOND);
    ProductId second = warehouse.product(10, Side.SECOND);
    seata.kill();

    buyer.place(buyer.order(line(first, 1), line(second, 2))).then().statusCode(201);
    warehouse.awaitStock(first, 9, 0, 1);
    warehouse.awaitStock(second, 8, 0, 2);

    buyer
        .place(buyer.order(line(first, 1), line(second, 9)))
        .then()
        .statusCode(409)
        .body("code", equalTo("checkout/insufficient-stock"));
    warehouse.awaitStock(first, 9, 0, 1);
  }

  @Test
  void anOrderWhoseCoordinatorDiesBeforeTheCommitStandsAndIsSold() throws Exception {
    Buyer buyer = Buyer.on(Side.FIRST, mall);
    ProductId product = warehouse.product(10, Side.SECOND);
    String key = UUID.randomUUID().toString();
    Response placed;
    try (Obstacle obstacle = new Obstacle(() -> holdKey(buyer, key))) {
      Future<Response> placing =
          CompletableFuture.supplyAsync(() -> buyer.place(key, buyer.order(line(product, 2))));
      await().until(() -> warehouse.stock(product).reserved() == 2);
      seata.kill();
      obstacle.remove();
      placed = placing.get();
    }

    placed.then().statusCode(201);
    warehouse.awaitStock(product, 8, 0, 2);
    assertThat(buyer.status(OrderNo.of(placed.path("orderNo")))).isEqualTo("PLACED");
  }

  @Test
  void aCheckoutThatLosesItsCoordinatorHalfWayReleasesByItself() throws Exception {
    Buyer buyer = Buyer.on(Side.SECOND, mall);
    ProductId first = warehouse.product(10, Side.FIRST);
    ProductId slow = warehouse.product(10, Side.FIRST);
    ProductId wanted = warehouse.product(10, Side.SECOND);
    Response placed;
    // What somebody else is changing is a branch of its own, also beside the order.
    try (Stocks.Joint others = mall.bean(Stocks.class).join(List.of(first, slow, wanted));
        Obstacle obstacle = new Obstacle(() -> holdStock(slow))) {
      assertThat(others.has(wanted)).isTrue();
      Future<Response> placing =
          CompletableFuture.supplyAsync(
              () -> buyer.place(buyer.order(line(first, 1), line(slow, 1), line(wanted, 1))));
      await().until(() -> warehouse.stock(first).reserved() == 1);
      seata.kill();
      obstacle.remove();
      placed = placing.get();
    }

    placed.then().statusCode(503).body("code", equalTo("failure/unavailable"));
    List.of(first, slow, wanted).forEach(product -> warehouse.awaitStock(product, 10, 0, 0));
  }

  @Test
  void aForgottenReservationWithItsOrderIsSold() {
    Buyer buyer = new Buyer(mall);
    ProductId product = warehouse.product(10);
    NewOrder order = someOrder(buyer, product);
    mall.bean(Stocks.class).reserve(order.orderNo(), product, 3);
    mall.bean(Transactions.class).write(() -> mall.bean(Orders.class).place(order));

    warehouse.age(product);

    warehouse.awaitStock(product, 7, 0, 3);
  }

  @Test
  void aForgottenReservationWithoutAnOrderIsReleasedAndItsOrderForbidden() {
    Buyer buyer = new Buyer(mall);
    ProductId product = warehouse.product(10);
    NewOrder order = someOrder(buyer, product);
    mall.bean(Stocks.class).reserve(order.orderNo(), product, 3);
    warehouse.awaitStock(product, 7, 3, 0);

    warehouse.age(product);

    warehouse.awaitStock(product, 10, 0, 0);
    assertThat(mall.bean(Orders.class).decision(order.orderNo()))
        .isEqualTo(Orders.Decision.ABORTED);
    assertRefusedAsAborted(order);
    buyer.get(order.orderNo()).then().statusCode(404);
    mall.admin().get("/api/orders/{no}", order.orderNo().text()).then().statusCode(404);
  }

  @Test
  void aCancelThatComesBeforeTheAttemptForbidsItAndTheOrder() {
    Buyer buyer = new Buyer(mall);
    ProductId product = warehouse.product(10);
    NewOrder order = someOrder(buyer, product);
    Reservations reservations = mall.bean(Reservations.class);
    String argument = Reservations.argument(order.orderNo(), Map.of(product, 1));

    reservations.cancel(argument);
    reservations.cancel(argument);

    assertThatThrownBy(() -> mall.bean(Stocks.class).reserve(order.orderNo(), product, 1))
        .isInstanceOf(ProblemException.class);
    assertRefusedAsAborted(order);
    warehouse.awaitStock(product, 10, 0, 0);
  }

  @Test
  void aCancelThatComesAfterTheOrderSells() {
    Buyer buyer = new Buyer(mall);
    ProductId product = warehouse.product(10);
    NewOrder order = someOrder(buyer, product);
    mall.bean(Stocks.class).reserve(order.orderNo(), product, 1);
    mall.bean(Transactions.class).write(() -> mall.bean(Orders.class).place(order));
    Reservations reservations = mall.bean(Reservations.class);
    String argument = Reservations.argument(order.orderNo(), Map.of(product, 1));

    reservations.cancel(argument);
    reservations.cancel(argument);
    reservations.confirm(argument);

    warehouse.awaitStock(product, 9, 0, 1);
  }

  private NewOrder someOrder(Buyer buyer, ProductId product) {
    OrderNo orderNo = new OrderNo(mall.bean(Ids.class).next(Slot.ofId(buyer.userId().value())));
    OrderItem item = new OrderItem(product, "Something", Money.of(1, "EUR"), 1);
    ShipTo address = new ShipTo("r", "p", "1", "2", "c", "", "z", "CH");
    return new NewOrder(orderNo, buyer.userId(), List.of(item), address);
  }

  private void assertRefusedAsAborted(NewOrder order) {
    assertThatThrownBy(
            () -> mall.bean(Transactions.class).write(() -> mall.bean(Orders.class).place(order)))
        .isInstanceOf(ProblemException.class)
        .hasMessage("order/checkout-aborted");
  }

  /** Stands in the way of the decision: its last statement waits for this row. */
  private void holdKey(Buyer buyer, String key) {
    sql.sql(
            "INSERT INTO idempotency_keys (user_id, idempotency_key, operation, fingerprint,"
                + " http_status, body, created_at) VALUES (?, ?, 'test', '', 0, '', '2026-01-01')")
        .params(buyer.userId().value(), key)
        .update();
  }

  private void holdStock(ProductId productId) {
    sql.sql("UPDATE inventory SET version = version + 1 WHERE product_id = ?")
        .param(productId.value())
        .update();
  }

  /** A transaction that stands in others' way until it is closed, and then never happened. */
  private final class Obstacle implements AutoCloseable {

    private final CountDownLatch standing = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    Obstacle(Runnable statement) throws InterruptedException {
      thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      mall.bean(Transactions.class)
                          .write(
                              () -> {
                                statement.run();
                                standing.countDown();
                                awaitOver();
                                throw new IllegalStateException("never happened");
                              });
                    } catch (IllegalStateException expected) {
                      assertThat(expected).hasMessage("never happened");
                    }
                  });
      standing.await();
    }

    private void awaitOver() {
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      remove();
    }

    void remove() {
      over.countDown();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

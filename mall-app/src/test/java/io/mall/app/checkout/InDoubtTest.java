package io.mall.app.checkout;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.mall.app.data.Transactions;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.NewOrder;
import io.mall.app.order.OrderItem;
import io.mall.app.order.Orders;
import io.mall.app.order.ShipTo;
import io.mall.app.stock.Stocks;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.cli.Shardctl;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator sees of unfinished transactions, and how they are ended by hand. */
@MallTest
class InDoubtTest {

  private final Mall mall;
  private final Warehouse warehouse;

  InDoubtTest(Mall mall) {
    this.mall = mall;
    this.warehouse = new Warehouse(mall);
  }

  @Test
  void anUndecidedOneIsListedAndAbortedWhenResolved() {
    ProductId product = warehouse.product(10);
    NewOrder order = order(product);
    mall.bean(Stocks.class).reserve(order.orderNo(), product, 3);

    Said listed = shardctl("tx", "list", "--older-than", "0", "--app", app());
    assertThat(listed.status()).isEqualTo(1);
    assertThat(listed.text())
        .contains("order " + order.orderNo() + "  UNDECIDED by orders_")
        .contains("product " + product + "  3 RESERVED in stock_ledger_");

    Said resolved = shardctl("tx", "resolve", order.orderNo().text(), "--app", app());
    assertThat(resolved.text()).contains(order.orderNo() + " product " + product + " RELEASED");
    assertThat(resolved.status()).isZero();
    warehouse.awaitStock(product, 10, 0, 0);
    assertThat(mall.bean(Orders.class).decision(order.orderNo()))
        .isEqualTo(Orders.Decision.ABORTED);
    assertThat(shardctl("tx", "resolve", order.orderNo().text(), "--app", app()).status())
        .isEqualTo(1);
  }

  @Test
  void aDecidedOneIsSoldWhenResolved() {
    ProductId product = warehouse.product(10);
    NewOrder order = order(product);
    mall.bean(Stocks.class).reserve(order.orderNo(), product, 1);
    mall.bean(Transactions.class).write(() -> mall.bean(Orders.class).place(order));

    mall.management()
        .get("/actuator/transactions")
        .then()
        .statusCode(200)
        .body("coordinatorReachable", equalTo(true))
        .body("transactions.orderNo", hasItem(order.orderNo().text()));
    mall.management()
        .contentType(JSON)
        .post("/actuator/transactions/" + order.orderNo())
        .then()
        .statusCode(200)
        .body("products." + product, equalTo("SOLD"));
    warehouse.awaitStock(product, 9, 0, 1);
  }

  @Test
  void anInstanceThatDoesNotAnswerIsNamed() {
    Said said = shardctl("tx", "list", "--app", "http://127.0.0.1:1");
    assertThat(said.status()).isEqualTo(3);
    assertThat(said.text()).contains("http://127.0.0.1:1 does not answer").contains("--app");
  }

  private String app() {
    return "http://127.0.0.1:" + mall.managementPort();
  }

  private NewOrder order(ProductId product) {
    Buyer buyer = new Buyer(mall);
    OrderNo orderNo = new OrderNo(mall.bean(Ids.class).next(Slot.ofId(buyer.userId().value())));
    OrderItem item = new OrderItem(product, "Something", Money.of(1, "EUR"), 1);
    ShipTo address = new ShipTo("r", "p", "1", "2", "c", "", "z", "CH");
    return new NewOrder(orderNo, buyer.userId(), List.of(item), address);
  }

  /** What a command printed, on either stream, and its exit code. */
  private record Said(int status, String text) {}

  private static Said shardctl(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int status = Shardctl.run(Arrays.asList(arguments), name -> null, out, out);
    return new Said(status, bytes.toString(StandardCharsets.UTF_8));
  }
}

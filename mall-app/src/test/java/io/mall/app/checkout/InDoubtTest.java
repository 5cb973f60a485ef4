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
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.transaction.AcrossShards;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

    Said listed = Said.aboutTransactions(mall, "list", "--older-than", "0");
    assertThat(listed.status()).isEqualTo(1);
    assertThat(listed.text())
        .contains("order " + order.orderNo() + "  UNDECIDED by orders_")
        .contains("product " + product + "  3 RESERVED in stock_ledger_");

    Said resolved = Said.aboutTransactions(mall, "resolve", order.orderNo().text());
    assertThat(resolved.text()).contains(order.orderNo() + " product " + product + " RELEASED");
    assertThat(resolved.status()).isZero();
    warehouse.awaitStock(product, 10, 0, 0);
    assertThat(mall.bean(Orders.class).decision(order.orderNo()))
        .isEqualTo(Orders.Decision.ABORTED);
    assertThat(Said.aboutTransactions(mall, "resolve", order.orderNo().text()).status())
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
  void noneIsLeftOutWhereManyWereReservedInOneInstant() {
    ProductId first = warehouse.product(10, Side.FIRST);
    ProductId second = warehouse.product(10, Side.FIRST);
    List<OrderNo> orders = undecided(7, first, second);

    InDoubt.Report all = inDoubt(100_000, 2).list(null);
    assertThat(all.unlisted()).isZero();
    for (OrderNo each : orders) {
      assertThat(all.transactions())
          .filteredOn(transaction -> transaction.orderNo().equals(each.text()))
          .singleElement()
          .satisfies(
              transaction ->
                  assertThat(transaction.branches())
                      .extracting(InDoubt.Branch::productId)
                      .containsExactlyInAnyOrder(first.text(), second.text()));
    }

    InDoubt.Report oldest = inDoubt(3, 2).list(null);
    assertThat(oldest.transactions())
        .hasSize(3)
        .isSortedAccordingTo(Comparator.comparingLong(InDoubt.Transaction::ageSeconds).reversed());
    assertThat(oldest.unlisted()).isGreaterThanOrEqualTo(2 * 4);

    orders.reversed().forEach(each -> assertReleased(inDoubt(1, 1).resolve(each.text())));
    warehouse.awaitStock(first, 10, 0, 0);
    warehouse.awaitStock(second, 10, 0, 0);
  }

  private static void assertReleased(InDoubt.Resolved resolved) {
    assertThat(resolved.products().values()).hasSize(2).containsOnly(Reservations.Outcome.RELEASED);
  }

  @Test
  void anInstanceThatDoesNotAnswerIsNamed() {
    Said said = Said.aboutTransactions("http://127.0.0.1:1", "list");
    assertThat(said.status()).isEqualTo(3);
    assertThat(said.text()).contains("http://127.0.0.1:1 does not answer").contains("--app");
  }

  private NewOrder order(ProductId product) {
    Buyer buyer = new Buyer(mall);
    OrderNo orderNo = new OrderNo(mall.bean(Ids.class).next(Slot.ofId(buyer.userId().value())));
    OrderItem item = new OrderItem(product, "Something", Money.of(1, "EUR"), 1);
    ShipTo address = new ShipTo("r", "p", "1", "2", "c", "", "z", "CH");
    return new NewOrder(orderNo, buyer.userId(), List.of(item), address);
  }

  /** The same for operators, but with answers of other sizes. */
  private InDoubt inDoubt(int most, int page) {
    return new InDoubt(
        mall.bean(Stocks.class),
        mall.bean(Orders.class),
        mall.bean(Reservations.class),
        mall.bean(AcrossShards.class),
        mall.bean(Clock.class),
        most,
        page);
  }

  /** Each holds both products, all since one instant. */
  private List<OrderNo> undecided(int count, ProductId first, ProductId second) {
    List<OrderNo> orders = IntStream.range(0, count).mapToObj(i -> order(first).orderNo()).toList();
    Stocks stocks = mall.bean(Stocks.class);
    orders.forEach(each -> stocks.reserve(each, Map.of(first, 1, second, 1), new HashSet<>()));
    warehouse.reservedAt(mall.bean(Clock.class).instant(), first, second);
    return orders;
  }
}

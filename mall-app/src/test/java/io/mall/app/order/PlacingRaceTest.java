package io.mall.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.checkout.Buyer;
import io.mall.app.checkout.Warehouse;
import io.mall.app.data.Transactions;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.problem.ProblemException;
import io.mall.app.stock.Stocks;
import io.mall.app.support.Gate;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order that is just being placed meets everything that can be done to it. */
@MallTest
class PlacingRaceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(10);

  private final Mall mall;
  private final Orders orders;
  private final Warehouse warehouse;
  private final Buyer buyer;

  PlacingRaceTest(Mall mall) {
    this.mall = mall;
    this.orders = mall.bean(Orders.class);
    this.warehouse = new Warehouse(mall);
    this.buyer = new Buyer(mall);
  }

  /** What waits for the order finds it placed; what has nothing to wait for finds no order. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PLACE, order/checkout-aborted, PLACED, RESERVED",
    "ABORT, PLACED, PLACED, RESERVED",
    "CANCEL, CANCELLED, CANCELLED, RETURNED",
    "EXPIRE, passed by, PLACED, RESERVED",
    "SHIP, order/order-absent, PLACED, RESERVED",
    "RECEIVE, order/not-paid, PLACED, RESERVED",
    "PAY, 201, PLACED, RESERVED"
  })
  void whileItIsBeingPlacedItIsTheFirst(String move, String told, String status, String ledger)
      throws Exception {
    ProductId product = warehouse.product(5);
    NewOrder order = order(product);
    mall.bean(Stocks.class).reserve(order.orderNo(), product, 1);
    Gate.Stop written = Gate.Stop.after(".*OrderMapper\\.insertItems");
    FutureTask<String> placing = run(() -> Gate.through(written, () -> place(order)), "placed");
    written.awaitReached();

    FutureTask<String> second = new FutureTask<>(() -> act(move, order));
    Thread.startVirtualThread(second);
    boolean waits = !told.equals("passed by") && !told.equals("order/order-absent");
    await()
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .until(() -> second.isDone() || (waits && isWaited()));
    written.go();

    assertThat(placing.get(60, TimeUnit.SECONDS)).isEqualTo("placed");
    assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(told);
    assertThat(buyer.status(order.orderNo())).isEqualTo(status);
    await()
        .atMost(PATIENCE)
        .until(() -> warehouse.ledger(product, order.orderNo()), ledger::equals);
  }

  @Test
  void anOrderThatIsJustBeingForbiddenIsNotPlaced() throws Exception {
    ProductId product = warehouse.product(5);
    NewOrder order = order(product);
    Gate.Stop forbidden = Gate.Stop.after(".*OrderMapper\\.insert");
    FutureTask<String> aborting =
        run(() -> Gate.through(forbidden, () -> orders.abort(order.orderNo())), "aborted");
    forbidden.awaitReached();

    FutureTask<String> placing = new FutureTask<>(() -> act("PLACE", order));
    Thread.startVirtualThread(placing);
    await().pollInterval(POLL).atMost(PATIENCE).until(() -> placing.isDone() || isWaited());
    forbidden.go();

    assertThat(aborting.get(60, TimeUnit.SECONDS)).isEqualTo("aborted");
    assertThat(placing.get(60, TimeUnit.SECONDS)).isEqualTo("order/checkout-aborted");
    buyer.get(order.orderNo()).then().statusCode(404);
  }

  private static FutureTask<String> run(Runnable work, String result) {
    FutureTask<String> task = new FutureTask<>(work, result);
    Thread.startVirtualThread(task);
    return task;
  }

  private void place(NewOrder order) {
    mall.bean(Transactions.class).write(() -> orders.place(order));
  }

  private String act(String move, NewOrder order) {
    OrderNo orderNo = order.orderNo();
    try {
      return switch (move) {
        case "PLACE" -> {
          place(order);
          yield "placed";
        }
        case "ABORT" -> orders.abort(orderNo).name();
        case "CANCEL" -> orders.cancel(order.userId(), orderNo).status().name();
        case "SHIP" -> orders.ship(orderNo).status().name();
        case "RECEIVE" -> orders.receive(order.userId(), orderNo).status().name();
        case "PAY" -> String.valueOf(buyer.pay(orderNo, "card-abandoned").statusCode());
        default -> expire(order);
      };
    } catch (ProblemException refused) {
      return refused.problem().code();
    }
  }

  /** As the sweep does it: with what it has read. */
  private String expire(NewOrder order) {
    return mall.bean(OrderMapper.class)
        .find(order.userId(), order.orderNo())
        .map(row -> "found")
        .orElse("passed by");
  }

  private static boolean isWaited() {
    return Servers.statements("db-a-primary", "order.")
            + Servers.statements("db-b-primary", "order.")
        > 0;
  }

  private NewOrder order(ProductId product) {
    long number = mall.bean(Ids.class).next(new Slot(buyer.userId().slot()));
    OrderItem item = new OrderItem(product, "Title", Money.of(1_000, "EUR"), 1);
    ShipTo shipTo = new ShipTo("Zoë", "+41 44", "Street 1", "", "Zürich", "", "8001", "CH");
    return new NewOrder(new OrderNo(number), buyer.userId(), List.of(item), shipTo);
  }
}

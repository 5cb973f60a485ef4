package io.mall.app.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Once;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.app.problem.ProblemException;
import io.mall.app.support.Crowd;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.QuickClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.dao.PessimisticLockingFailureException;

@MallTest
class StockConcurrencyTest {

  private final Mall mall;
  private final Goods goods;
  private final Stocks stocks;
  private final QuickClient admin;

  StockConcurrencyTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
    this.stocks = goods.stocks();
    this.admin = mall.quickAdmin();
  }

  @Test
  void fiftyClientsSellOneProductToTheLastPieceAndNoFurther() {
    ProductId product = goods.stocked(400);

    Map<Integer, Long> answers =
        byStatus(Crowd.of(50).act(10, (client, round) -> deduct(product, 1)));

    assertThat(answers).containsExactly(Map.entry(200, 400L), Map.entry(409, 100L));
    Stock stock = stocks.require(product);
    assertThat(stock.sold()).isEqualTo(400);
    assertThat(stock.available()).isZero();
  }

  @Test
  void fiftyClientsDeductManyProductsAndNothingGetsLost() {
    List<ProductId> products = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      products.add(goods.stocked(1_000));
    }

    Map<Integer, Long> answers =
        byStatus(
            Crowd.of(50)
                .act(10, (client, round) -> deduct(products.get((client + round) % 40), 2)));

    assertThat(answers).containsExactly(Map.entry(200, 500L));
    List<Stock> all = products.stream().map(stocks::require).toList();
    assertThat(all.stream().mapToLong(Stock::sold).sum()).isEqualTo(1_000);
    assertThat(all).allMatch(stock -> stock.available() + stock.sold() == stock.seeded());
  }

  @Test
  void oneOrderThatReservesManyTimesAtOnceHoldsOnce() {
    ProductId product = goods.stocked(100);
    List<OrderNo> orders = orders(10);

    List<Long> held =
        Crowd.of(10)
            .act(10, (client, round) -> stocks.reserve(orders.get(round), product, 3).quantity());

    assertThat(held).hasSize(100).containsOnly(3L);
    assertThat(stocks.require(product).reserved()).isEqualTo(30);
  }

  @Test
  void aReservationAndItsReleaseMayMeetInAnyOrder() {
    ProductId product = goods.stocked(100);
    List<OrderNo> orders = orders(40);

    Crowd.of(6)
        .act(
            40,
            (client, round) -> {
              OrderNo order = orders.get(round);
              if (client % 2 == 0) {
                stocks.release(order, product);
                return true;
              }
              return reserveOrBeRefused(order, product);
            });

    Stock stock = stocks.require(product);
    assertThat(stock.reserved()).isZero();
    assertThat(stock.available()).isEqualTo(100);
  }

  @Test
  void confirmedManyTimesAtOnceAnOrderIsSoldOnce() {
    ProductId product = goods.stocked(100);
    List<OrderNo> orders = orders(20);
    orders.forEach(order -> stocks.reserve(order, product, 2));

    Crowd.of(6)
        .act(
            20,
            (client, round) -> {
              if (client < 4) {
                stocks.sell(orders.get(round), product);
              } else {
                stocks.giveBack(orders.get(round), product);
              }
              return true;
            });

    Stock stock = stocks.require(product);
    assertThat(List.of(stock.available(), stock.reserved(), stock.sold()))
        .containsExactly(100L, 0L, 0L);
  }

  @Test
  void batchesDeductionsAndReservationsOfTheSameProductsAllComeThrough() {
    List<ProductId> products = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ProductId product = goods.unstockedIn(500);
      stocks.restock(product, 10_000);
      products.add(product);
    }
    StockBatch batch = mall.bean(StockBatch.class);
    Once unkeyed = Once.of(null, "test", "");

    Crowd.of(20)
        .act(
            5,
            (client, round) -> {
              ProductId product = products.get(ThreadLocalRandom.current().nextInt(10));
              switch (client % 4) {
                case 0 -> batch.count(new UserId(1), recount(products), unkeyed);
                case 1 -> stocks.deduct(product, 1);
                case 2 -> stocks.restock(product, 2);
                default -> stocks.sell(reserved(product), product);
              }
              return true;
            });

    assertThat(products.stream().map(stocks::require))
        .allMatch(stock -> stock.seeded() == stock.available() + stock.sold());
  }

  @Test
  void aDeadlockOnTheServerIsToldAsOne() {
    ProductId first = goods.unstockedIn(600);
    ProductId second = goods.unstockedIn(600);
    stocks.restock(first, 1);
    stocks.restock(second, 1);
    StockMapper mapper = mall.bean(StockMapper.class);
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);

    List<String> ends =
        Crowd.of(2)
            .act(
                1,
                (client, round) -> {
                  List<ProductId> mine = client == 0 ? List.of(first) : List.of(second);
                  List<ProductId> others = client == 0 ? List.of(second) : List.of(first);
                  try {
                    return mall.bean(Transactions.class)
                        .write(
                            () -> {
                              mapper.lock(mine);
                              await(bothHoldOne);
                              mapper.lock(others);
                              return "both";
                            });
                  } catch (PessimisticLockingFailureException deadlock) {
                    return "victim";
                  }
                });

    assertThat(ends).containsExactlyInAnyOrder("both", "victim");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private OrderNo reserved(ProductId product) {
    OrderNo order = goods.order();
    stocks.reserve(order, product, 1);
    return order;
  }

  private List<StockCount> recount(List<ProductId> products) {
    return products.reversed().stream()
        .map(stocks::require)
        .map(stock -> new StockCount(stock.productId(), stock.version(), stock.available() + 1))
        .toList();
  }

  private boolean reserveOrBeRefused(OrderNo order, ProductId product) {
    try {
      stocks.reserve(order, product, 1);
      return true;
    } catch (ProblemException refused) {
      assertThat(refused.problem()).isInstanceOf(StockProblem.CalledOff.class);
      return false;
    }
  }

  private int deduct(ProductId product, int quantity) {
    String path = "/api/stock/" + product + "/deduct";
    return admin.send("POST", path, "{\"quantity\":" + quantity + "}");
  }

  private List<OrderNo> orders(int number) {
    List<OrderNo> orders = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      orders.add(goods.order());
    }
    return orders;
  }

  private static Map<Integer, Long> byStatus(List<Integer> answers) {
    return answers.stream()
        .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
  }
}

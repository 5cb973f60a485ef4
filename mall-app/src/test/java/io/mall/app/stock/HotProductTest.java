package io.mall.app.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Once;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.problem.ProblemException;
import io.mall.app.support.Crowd;
import io.mall.app.support.Gate;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.SwitchedOff;
import io.mall.local.Proxy;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many who want the same product: what they get is what they would get one after the other. */
@MallTest
@Tag("engine")
class HotProductTest {

  private final Mall mall;
  private final Goods goods;
  private final Stocks stocks;

  HotProductTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
    this.stocks = goods.stocks();
  }

  @Test
  void thoseWhoWaitShareOneTransaction() throws Exception {
    ProductId product = goods.stocked(100);
    List<FutureTask<String>> buyers = new ArrayList<>();
    whileHeld(product, () -> queue(buyers, product, 17, () -> reserve(product, 2)));

    assertThat(buyers).allMatch(buyer -> told(buyer).equals("got 2"));
    // One for the first, who found nobody there; one for the sixteen who came meanwhile.
    assertThat(
            JdbcClient.create(mall.bean(DataSource.class))
                .sql(
                    "SELECT COUNT(DISTINCT created_at) FROM stock_ledger"
                        + " WHERE product_id = ? AND state = 'RESERVED' FOR UPDATE")
                .param(product.value())
                .query(Integer.class)
                .single())
        .isEqualTo(2);
    goods.assertStock(product, 100, 66, 34, 0);
  }

  @Test
  void switchedOffEachChangeIsATransactionOfItsOwn() throws Exception {
    ProductId product = goods.stocked(64);
    DistributionSummary sizes = mall.bean(MeterRegistry.class).get("mall.stock.combined").summary();
    long transactions = sizes.count();
    double changes = sizes.totalAmount();
    SwitchedOff.at(mall, "stock-combining")
        .during(
            () ->
                assertThat(Crowd.of(16).act(4, (client, round) -> reserve(product, 1)))
                    .containsOnly("got 1"));
    // What is left behind by other tests is settled meanwhile, alone as well.
    assertThat(sizes.count() - transactions).isGreaterThanOrEqualTo(64);
    assertThat(sizes.totalAmount() - changes).isEqualTo((double) (sizes.count() - transactions));
    assertThat(stocks.require(product).available()).isZero();
  }

  @Test
  void whenStockRunsShortTheFirstGetTheirs() throws Exception {
    ProductId product = goods.stocked(10);
    List<FutureTask<String>> buyers = new ArrayList<>();
    whileHeld(product, () -> queue(buyers, product, 20, () -> reserve(product, 1)));

    assertThat(buyers.subList(0, 10)).allMatch(buyer -> told(buyer).equals("got 1"));
    assertThat(buyers.subList(10, 20)).allMatch(buyer -> told(buyer).equals("stock/insufficient"));
    goods.assertStock(product, 10, 0, 10, 0);
  }

  @Test
  void oneThatTheDatabaseRefusesDoesNotHarmTheOthers() throws Exception {
    ProductId product = goods.stocked(100);
    StockDesk desk = mall.bean(StockDesk.class);
    long ofAnotherSlot = product.value() ^ 1;
    List<FutureTask<String>> buyers = new ArrayList<>();
    whileHeld(
        product,
        () -> {
          queue(buyers, product, 6, () -> reserve(product, 1));
          queue(
              buyers,
              product,
              1,
              () -> {
                desk.change(product, new Change.Deduct(ofAnotherSlot, 1, null));
                return "done";
              });
          queue(buyers, product, 6, () -> reserve(product, 1));
        });

    assertThat(told(buyers.remove(6))).startsWith("failed");
    assertThat(buyers).allMatch(buyer -> told(buyer).equals("got 1"));
    goods.assertStock(product, 100, 88, 12, 0);
  }

  @Test
  void repetitionsMarksAndContradictionsInABatchEachGetTheirOwnAnswer() throws Exception {
    ProductId product = goods.stocked(100);
    OrderNo twice = goods.order();
    OrderNo before = goods.order();
    OrderNo calledOff = goods.order();
    OrderNo unknown = goods.order();
    stocks.reserve(before, product, 5);
    stocks.release(calledOff, product);
    List<FutureTask<String>> buyers = new ArrayList<>();
    whileHeld(
        product,
        () -> {
          queue(buyers, product, 1, () -> reserve(product, 1));
          queue(buyers, product, 2, () -> reserve(twice, product, 3));
          queue(buyers, product, 1, () -> reserve(before, product, 5));
          queue(buyers, product, 1, () -> reserve(calledOff, product, 1));
          queue(buyers, product, 1, () -> done(() -> stocks.sell(unknown, product)));
          queue(buyers, product, 1, () -> done(() -> stocks.sell(before, product)));
          queue(buyers, product, 1, () -> done(() -> stocks.giveBack(before, product)));
          queue(buyers, product, 1, () -> done(() -> stocks.release(twice, product)));
          queue(buyers, product, 1, () -> done(() -> stocks.deduct(product, 7)));
        });

    assertThat(buyers.stream().map(HotProductTest::told))
        .containsExactly(
            "got 1",
            "got 3",
            "got 3",
            "got 5",
            "stock/called-off",
            "failed: IllegalStateException",
            "done",
            "done",
            "done",
            "done");
    goods.assertStock(product, 100, 92, 1, 7);
  }

  @Test
  void aConnectionThatDiesAfterTheCommitCountsNobodyTwice() throws Exception {
    ProductId product = goods.unstockedIn(3);
    stocks.restock(product, 100);
    Proxy proxy = Mall.cluster().proxy("db-a-primary");
    String url = "jdbc:mysql://127.0.0.1:" + proxy.port() + "/mall_0";
    Map<String, Object> alone = Map.of("MALL_DS_0_PRIMARY_URL", url, "mall.sweep.enabled", "false");
    try (Mall other = Mall.another(alone)) {
      Stocks there = other.bean(Stocks.class);
      there.require(product);
      proxy.cutAfterNextCommit();

      assertThat(there.deduct(product, 1).quantity()).isEqualTo(1);
      assertThat(
              other
                  .bean(MeterRegistry.class)
                  .get("mall.retries")
                  .tags("cause", "connection-lost", "outcome", "again")
                  .counter()
                  .count())
          .isEqualTo(1);
      assertThat(there.reserve(goods.order(), product, 2).quantity()).isEqualTo(2);
    } finally {
      proxy.restore();
    }
    goods.assertStock(product, 100, 97, 2, 1);
  }

  @Test
  void underItsKeyADeductionIsRecordedWithItAlsoWhenTheConnectionDiesAfterTheCommit()
      throws Exception {
    ProductId product = goods.unstockedIn(3);
    stocks.restock(product, 100);
    Once request = Once.of("cut-" + product, "stock.deduct", 1);
    Proxy proxy = Mall.cluster().proxy("db-a-primary");
    String url = "jdbc:mysql://127.0.0.1:" + proxy.port() + "/mall_0";
    Map<String, Object> alone = Map.of("MALL_DS_0_PRIMARY_URL", url, "mall.sweep.enabled", "false");
    AtomicReference<String> first = new AtomicReference<>();
    try (Mall other = Mall.another(alone)) {
      ByHand there = other.bean(ByHand.class);
      Gate.Stop stop = Gate.Stop.before(".*StockMapper\\.insertLedgers");
      Thread deducting =
          Thread.startVirtualThread(
              () -> Gate.through(stop, () -> first.set(there.deduct(product, 1, request).body())));
      stop.awaitReached();
      proxy.cutAfterNextCommit();
      stop.go();
      deducting.join();
    } finally {
      proxy.restore();
    }
    var again = mall.bean(ByHand.class).deduct(product, 1, request);
    assertThat(again.replayed()).isTrue();
    assertThat(again.body()).isEqualTo(first.get());
    goods.assertStock(product, 100, 99, 0, 1);
  }

  @Test
  void ofManyDeductionsUnderOneKeyOnTwoInstancesOneIsMade() {
    ProductId product = goods.stocked(100);
    Once request = Once.of("one-" + product, "stock.deduct", 1);
    try (Mall other = Mall.another(Map.of())) {
      List<ByHand> desks = List.of(mall.bean(ByHand.class), other.bean(ByHand.class));
      List<String> answers =
          Crowd.of(16)
              .act(
                  3,
                  (client, round) -> {
                    try {
                      return desks.get(client % 2).deduct(product, 1, request).body();
                    } catch (ProblemException refused) {
                      return refused.problem().code();
                    }
                  });
      assertThat(answers.stream().filter(answer -> answer.startsWith("{")).distinct()).hasSize(1);
      assertThat(answers.stream().filter(answer -> !answer.startsWith("{")).distinct())
          .isSubsetOf("idempotency/in-progress");
    }
    goods.assertStock(product, 100, 99, 0, 1);
  }

  @Test
  void aChangeIsNoPartOfACallersTransaction() {
    ProductId product = goods.stocked(1);

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                mall.bean(Transactions.class)
                    .write(() -> stocks.reserve(goods.order(), product, 1)))
        .withMessageContaining("no part of another transaction");
    goods.assertStock(product, 1, 1, 0, 0);
  }

  @Test
  void twoInstancesSellOneProductToTheLastPieceAndNoFurther() {
    ProductId product = goods.stocked(1_000);
    try (Mall other = Mall.another(Map.of())) {
      List<Stocks> doors = List.of(stocks, other.bean(Stocks.class));

      List<String> ends =
          Crowd.of(60)
              .act(
                  20,
                  (client, round) -> buyOrChangeOnesMind(doors.get(client % 2), product, client));

      long bought = ends.stream().filter("bought"::equals).count();
      Stock stock = stocks.require(product);
      assertThat(stock.sold()).isEqualTo(bought);
      assertThat(stock.reserved()).isZero();
      assertThat(stock.available()).isEqualTo(1_000 - bought);
      // Who wants it now, when nobody changes his mind any more, gets the rest exactly.
      long rest =
          Crowd.of(40).act(30, (client, round) -> buy(doors.get(client % 2), product)).stream()
              .filter("bought"::equals)
              .count();
      assertThat(bought + rest).isEqualTo(1_000);
    }
    goods.assertStock(product, 1_000, 0, 0, 1_000);
  }

  /** Every third comes twice with the same order, every fourth lets it go again. */
  private String buyOrChangeOnesMind(Stocks door, ProductId product, int client) {
    OrderNo order = goods.order();
    try {
      door.reserve(order, product, 1);
      if (client % 3 == 0) {
        stocks.reserve(order, product, 1);
      }
    } catch (ProblemException refused) {
      return refused.problem().code();
    }
    if (ThreadLocalRandom.current().nextInt(4) == 0) {
      door.release(order, product);
      return "released";
    }
    door.sell(order, product);
    return "bought";
  }

  private String buy(Stocks door, ProductId product) {
    OrderNo order = goods.order();
    try {
      door.reserve(order, product, 1);
    } catch (ProblemException refused) {
      return refused.problem().code();
    }
    door.sell(order, product);
    return "bought";
  }

  /** Holds the stock row, so that the first waits for it and all others for the first. */
  private void whileHeld(ProductId product, Action queueing) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch queued = new CountDownLatch(1);
    FutureTask<Boolean> holder =
        new FutureTask<>(
            () ->
                mall.bean(Transactions.class)
                    .write(
                        () -> {
                          mall.bean(StockMapper.class).lock(List.of(product));
                          held.countDown();
                          return awaited(queued);
                        }));
    Thread.ofVirtual().start(holder);
    held.await();
    try {
      queueing.run();
    } finally {
      queued.countDown();
    }
    assertThat(holder.get()).isTrue();
  }

  private void queue(
      List<FutureTask<String>> buyers, ProductId product, int number, Supplier<String> buyer) {
    StockDesk desk = mall.bean(StockDesk.class);
    for (int i = 0; i < number; i++) {
      FutureTask<String> task = new FutureTask<>(buyer::get);
      Thread.ofVirtual().start(task);
      buyers.add(task);
      int before = buyers.size() - 1;
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> desk.isServing(product) && desk.waiting(product) == before);
    }
  }

  private String reserve(ProductId product, int quantity) {
    return reserve(goods.order(), product, quantity);
  }

  private String reserve(OrderNo order, ProductId product, int quantity) {
    return "got " + stocks.reserve(order, product, quantity).quantity();
  }

  private static String done(Runnable change) {
    change.run();
    return "done";
  }

  private static String told(FutureTask<String> buyer) {
    try {
      return buyer.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return e.getCause() instanceof ProblemException refused
          ? refused.problem().code()
          : "failed: " + Objects.requireNonNull(e.getCause()).getClass().getSimpleName();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Something that may fail in any way. */
  private interface Action {
    void run() throws Exception;
  }
}

package io.mall.app.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.sweep.Fences;
import io.mall.app.sweep.LeaseLostException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Stock that a job moves is moved only while the job is that instance's. */
@MallTest
class FencedStockTest {

  private static final Duration LEASE = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Fences fences;
  private final Stocks stocks;
  private final Goods goods;
  private final String job = "test." + UUID.randomUUID();

  FencedStockTest(Mall mall) {
    this.fences = mall.bean(Fences.class);
    this.stocks = mall.bean(Stocks.class);
    this.goods = new Goods(mall);
  }

  @Test
  void whoeverLostTheJobNeitherSellsNorReleases() throws Exception {
    ProductId product = goods.stocked(10);
    OrderNo late = goods.order();
    OrderNo early = goods.order();
    OrderNo third = goods.order();
    stocks.reserve(late, product, 1);
    stocks.reserve(early, product, 2);
    stocks.reserve(third, product, 3);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch wake = new CountDownLatch(1);
    FutureTask<Boolean> stopped =
        new FutureTask<>(
            () ->
                fences
                    .alone(
                        job,
                        LEASE,
                        () -> {
                          begun.countDown();
                          reached(wake);
                          assertThatThrownBy(() -> stocks.release(late, product))
                              .isInstanceOf(LeaseLostException.class);
                          stocks.sell(late, product);
                        })
                    .isPresent());
    Thread.startVirtualThread(stopped);
    reached(begun);
    await().until(() -> fences.alone(job, LONG, () -> stocks.sell(early, product)).isPresent());
    wake.countDown();

    assertThatThrownBy(() -> stopped.get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LeaseLostException.class);
    stocks.release(third, product);
    Stock stock = stocks.require(product);
    assertThat(stock.sold()).isEqualTo(2);
    assertThat(stock.reserved()).as("left as it was").isEqualTo(1);
    stocks.release(late, product);
    assertThat(stocks.require(product).available()).isEqualTo(8);
  }

  private static void reached(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

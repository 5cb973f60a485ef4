package io.mall.app.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.problem.ProblemException;
import io.mall.app.support.Crowd;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@MallTest
@Tag("engine")
class StockAuditTest {

  private final Mall mall;
  private final Goods goods;
  private final Stocks stocks;
  private final JdbcClient sql;

  StockAuditTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
    this.stocks = goods.stocks();
    this.sql = JdbcClient.create(mall.bean(DataSource.class));
  }

  @Test
  void aPlantedDeviationIsFoundAndNamedWithItsOrdersUntilItIsRepaired() {
    ProductId product = goods.stocked(10);
    OrderNo first = goods.order();
    OrderNo last = goods.order();
    stocks.reserve(first, product, 1);
    stocks.reserve(last, product, 2);
    stocks.sell(last, product);
    try (Mall other = auditing()) {
      await().atMost(Duration.ofMinutes(2)).until(() -> gauge(other, "accuracy") == 1.0);
      sql.sql("UPDATE stock_ledger SET quantity = 3 WHERE product_id = ? AND order_no = ?")
          .params(product.value(), last.value())
          .update();

      await().atMost(Duration.ofMinutes(2)).until(() -> gauge(other, "deviations") == 1.0);

      assertThat(gauge(other, "accuracy")).isLessThan(1.0).isPositive();
      String found = "deviations.find { it.productId == '" + product + "' }";
      other
          .management()
          .get("/actuator/stock")
          .then()
          .statusCode(200)
          .body(
              found + ".reason",
              is("has seeded 10, available 7, reserved 1, sold 2;" + " its ledger has 10, 6, 1, 3"))
          .body(found + ".orders.orderNo", is(List.of(last.text(), first.text())))
          .body(found + ".orders.state", is(List.of("SOLD", "RESERVED")));

      sql.sql("UPDATE stock_ledger SET quantity = 2 WHERE product_id = ? AND order_no = ?")
          .params(product.value(), last.value())
          .update();
      await().atMost(Duration.ofMinutes(2)).until(() -> gauge(other, "accuracy") == 1.0);
      other
          .management()
          .get("/actuator/stock")
          .then()
          .body("deviations.productId", not(hasItem(product.text())));
    }
  }

  @Test
  void ordersInFlightAreNoDeviation() throws Exception {
    ProductId product = goods.stocked(500);
    TableGroup group = Slot.ofId(product.value()).group();
    StockReconciler reconciler = mall.bean(StockReconciler.class);
    AtomicInteger looks = new AtomicInteger();
    AtomicBoolean selling = new AtomicBoolean(true);
    Thread seller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    do {
                      Crowd.of(20).act(40, (client, round) -> buyAndGiveBack(product, client));
                    } while (looks.get() <= 5);
                  } finally {
                    selling.set(false);
                  }
                });
    while (selling.get()) {
      assertThat(reconciler.check(group)).isEmpty();
      looks.incrementAndGet();
    }
    seller.join();

    assertThat(looks).hasValueGreaterThan(5);
    assertThat(stocks.require(product).reserved()).isZero();
  }

  @Test
  void anInstanceThatHasComparedNothingClaimsNoAccuracy() {
    assertThat(gauge(mall, "accuracy")).isNaN();
    assertThat(gauge(mall, "deviations")).isZero();
  }

  private boolean buyAndGiveBack(ProductId product, int client) {
    OrderNo order = goods.order();
    try {
      stocks.reserve(order, product, 1 + client % 3);
    } catch (ProblemException soldOut) {
      return false;
    }
    if (client % 2 == 0) {
      stocks.release(order, product);
    } else {
      stocks.sell(order, product);
      if (client % 3 == 0) {
        stocks.giveBack(order, product);
      }
    }
    return true;
  }

  private static Mall auditing() {
    return Mall.another(Map.of("mall.stock.audit-pause", "50ms"));
  }

  private static double gauge(Mall mall, String name) {
    return mall.bean(MeterRegistry.class).get("mall.stock." + name).gauge().value();
  }
}

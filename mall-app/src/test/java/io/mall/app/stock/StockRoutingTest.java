package io.mall.app.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.route.RouteLog;
import io.mall.sharding.route.RoutedStatement;
import io.mall.sharding.slot.TableGroup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@MallTest
class StockRoutingTest {

  private final Mall mall;
  private final Goods goods;
  private final Stocks stocks;

  StockRoutingTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
    this.stocks = goods.stocks();
  }

  @Test
  void everyChangeStaysInTheProductsGroup() {
    for (TableGroup group : TableGroup.all()) {
      ProductId product = goods.unstockedIn(group.lastSlot());
      try (RouteLog log = RouteLog.record()) {
        stocks.restock(product, 100);
        stocks.deduct(product, 1);
        OrderNo kept = goods.order();
        stocks.reserve(kept, product, 2);
        stocks.reserve(kept, product, 2);
        stocks.sell(kept, product);
        stocks.giveBack(kept, product);
        OrderNo dropped = goods.order();
        stocks.reserve(dropped, product, 3);
        stocks.release(dropped, product);
        stocks.release(goods.order(), product);
        stocks.require(product);

        assertThat(ofStock(log)).hasSizeGreaterThan(15).allSatisfy(each -> isIn(each, group));
      }
    }
  }

  @Test
  void theRowEveryBuyerWaitsForIsChangedLast() {
    ProductId product = goods.stocked(10);
    OrderNo order = goods.order();
    try (RouteLog log = RouteLog.record()) {
      stocks.deduct(product, 1);
      stocks.reserve(order, product, 1);
      stocks.sell(order, product);
      stocks.giveBack(order, product);

      assertThat(ofStock(log))
          .extracting(RoutedStatement::name)
          .containsExactly(
              "stock.insertLedgers",
              "stock.move",
              "stock.insertLedgers",
              "stock.move",
              "stock.findLedgers",
              "stock.changeStates",
              "stock.move",
              "stock.findLedgers",
              "stock.changeStates",
              "stock.move");
    }
  }

  @Test
  void readingOverHttpAsksThePrimaryOnce() {
    ProductId product = goods.stocked(10);
    try (RouteLog log = RouteLog.record()) {
      mall.anonymous().get("/api/stock/" + product).then().statusCode(200);

      assertThat(log.statements("stock.find"))
          .singleElement()
          .matches(RoutedStatement::singleShard)
          .matches(RoutedStatement::primary);
    }
  }

  @Test
  void deductingOverHttpTakesTwoStatementsOnOneShard() {
    ProductId product = goods.stocked(10);
    try (RouteLog log = RouteLog.record()) {
      mall.admin()
          .body(Map.of("quantity", 1))
          .post("/api/stock/" + product + "/deduct")
          .then()
          .statusCode(200);

      assertThat(ofStock(log))
          .extracting(RoutedStatement::name)
          .containsExactly("stock.insertLedgers", "stock.move");
    }
  }

  @Test
  void lookingForStaleReservationsVisitsOneGroup() {
    for (TableGroup group : TableGroup.all()) {
      try (RouteLog log = RouteLog.record()) {
        stocks.staleReservations(group.number(), Instant.EPOCH, 10);

        assertThat(log.statements("stock.staleReservations"))
            .filteredOn(each -> each.nodes().equals(Set.of(ledger(group))))
            .isNotEmpty()
            .allSatisfy(each -> isIn(each, group));
        assertThat(log.statements("stock.staleReservations"))
            .allMatch(RoutedStatement::singleShard);
      }
    }
  }

  @Test
  void theReconcilerVisitsOneGroup() {
    for (TableGroup group : TableGroup.all()) {
      try (RouteLog log = RouteLog.record()) {
        mall.bean(StockReconciler.class).check(group);

        assertThat(ofStock(log))
            .extracting(RoutedStatement::name)
            .contains("stock.sums", "stock.withoutLedger");
        assertThat(log.statements("stock.sums")).allSatisfy(each -> isIn(each, group));
        assertThat(log.statements("stock.withoutLedger")).allSatisfy(each -> isIn(each, group));
      }
    }
  }

  private static List<RoutedStatement> ofStock(RouteLog log) {
    return log.statements().stream()
        .filter(each -> each.name() != null && each.name().startsWith("stock."))
        .filter(each -> !"stock.staleReservations".equals(each.name()))
        .toList();
  }

  private static void isIn(RoutedStatement statement, TableGroup group) {
    assertThat(statement.singleShard()).as("%s is single-shard", statement).isTrue();
    assertThat(statement.primary()).as("%s is on the primary", statement).isTrue();
    assertThat(statement.nodes())
        .as("tables of %s", statement)
        .isSubsetOf(ledger(group), server(group) + ".inventory_" + group.number());
  }

  private static String ledger(TableGroup group) {
    return server(group) + ".stock_ledger_" + group.number();
  }

  private static String server(TableGroup group) {
    return group.number() < 8 ? "ds_0" : "ds_1";
  }
}

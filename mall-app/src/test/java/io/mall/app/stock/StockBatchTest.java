package io.mall.app.stock;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.local.Proxy;
import io.mall.sharding.route.RouteLog;
import io.mall.sharding.route.RoutedStatement;
import io.mall.sharding.slot.TableGroup;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MallTest
class StockBatchTest {

  private final Mall mall;
  private final Goods goods;
  private final Stocks stocks;

  StockBatchTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
    this.stocks = goods.stocks();
  }

  @Test
  void eachItemIsToldWhatBecameOfIt() {
    ProductId more = goods.stocked(10);
    ProductId less = goods.stocked(10);
    ProductId same = goods.stocked(10);
    ProductId moved = goods.stocked(10);
    stocks.deduct(moved, 1);
    ProductId absent = goods.unstocked();

    count(
            item(more, 1, 15),
            item(less, 1, 4),
            item(same, 1, 10),
            item(moved, 1, 9),
            item(absent, 1, 1))
        .statusCode(200)
        .body(
            "items.outcome",
            contains("CHANGED", "CHANGED", "UNCHANGED", "VERSION_CHANGED", "ABSENT"))
        .body(
            "items.productId",
            contains(more.text(), less.text(), same.text(), moved.text(), absent.text()))
        .body("items.stock.available", contains(15, 4, 10, 9))
        .body("items.stock.version", contains(2, 2, 1, 2))
        .body("items[4].stock", nullValue());

    assertThat(stocks.require(more).seeded()).isEqualTo(15);
    assertThat(stocks.require(less).sold()).isEqualTo(6);
    assertThat(stocks.require(same).version()).isEqualTo(1);
    assertThat(stocks.require(moved).available()).isEqualTo(9);
  }

  @Test
  void whatIsReservedIsNotCounted() {
    ProductId product = goods.stocked(10);
    stocks.reserve(goods.order(), product, 3);

    count(item(product, 2, 5)).statusCode(200).body("items.outcome", contains("CHANGED"));

    Stock stock = stocks.require(product);
    assertThat(List.of(stock.seeded(), stock.available(), stock.reserved(), stock.sold()))
        .containsExactly(10L, 5L, 3L, 2L);
  }

  @Test
  void oneBatchReachesAllGroupsWithOneTransactionEach() {
    List<ProductId> products = new ArrayList<>();
    for (TableGroup group : TableGroup.all()) {
      for (int i = 0; i < 3; i++) {
        ProductId product = goods.unstockedIn(group.firstSlot() + i);
        stocks.restock(product, 5);
        products.add(product);
      }
    }
    Collections.shuffle(products, new Random(7));
    Object[] items = products.stream().map(product -> item(product, 1, 8)).toArray();

    try (RouteLog log = RouteLog.record()) {
      count(items)
          .statusCode(200)
          .body("items", hasSize(48))
          .body("items.outcome", everyItem(is("CHANGED")))
          .body("items.productId", is(products.stream().map(ProductId::text).toList()));

      assertThat(log.statements("stock.lock"))
          .hasSize(16)
          .allMatch(RoutedStatement::singleShard)
          .allMatch(RoutedStatement::primary);
      assertThat(log.statements("stock.count")).hasSize(48).allMatch(RoutedStatement::singleShard);
    }
  }

  @Test
  void aGroupOutOfReachDoesNotHinderTheOthers() {
    ProductId here = goods.unstockedIn(0);
    ProductId there = goods.unstockedIn(1023);
    stocks.restock(here, 5);
    stocks.restock(there, 5);
    Proxy proxy = Mall.cluster().proxy("db-b-primary");
    String url = "jdbc:mysql://127.0.0.1:" + proxy.port() + "/mall_1";
    Map<String, Object> throughProxy =
        Map.of("MALL_DS_1_PRIMARY_URL", url, "mall.pool.connection-timeout", "500ms");
    try (Mall other = Mall.another(throughProxy)) {
      proxy.refuse();
      proxy.cut();
      Map<String, Object> both = Map.of("items", List.of(item(there, 1, 8), item(here, 1, 8)));

      other
          .admin()
          .body(both)
          .post("/api/stock/batch")
          .then()
          .statusCode(200)
          .body("items.outcome", contains("UNAVAILABLE", "CHANGED"));
      other
          .admin()
          .body(Map.of("items", List.of(item(there, 1, 8))))
          .post("/api/stock/batch")
          .then()
          .spec(refused(503, "failure/unavailable"));
    } finally {
      proxy.restore();
    }
    assertThat(stocks.require(here).available()).isEqualTo(8);
    assertThat(stocks.require(there).available()).isEqualTo(5);
  }

  @Test
  void underItsKeyABatchIsFinishedWhereItWasBrokenOffAndNothingIsDoneTwice() {
    ProductId here = goods.unstockedIn(0);
    ProductId there = goods.unstockedIn(1023);
    stocks.restock(here, 5);
    stocks.restock(there, 5);
    String key = "batch-" + here;
    Map<String, Object> both = Map.of("items", List.of(item(there, 1, 8), item(here, 1, 8)));
    Proxy proxy = Mall.cluster().proxy("db-b-primary");
    String url = "jdbc:mysql://127.0.0.1:" + proxy.port() + "/mall_1";
    Map<String, Object> throughProxy =
        Map.of("MALL_DS_1_PRIMARY_URL", url, "mall.pool.connection-timeout", "500ms");
    try (Mall other = Mall.another(throughProxy)) {
      proxy.refuse();
      proxy.cut();
      keyed(other, key, both)
          .then()
          .statusCode(200)
          .header("Idempotent-Replay", nullValue())
          .body("items.outcome", contains("UNAVAILABLE", "CHANGED"));
    } finally {
      proxy.restore();
    }
    Map<String, Object> otherBody = Map.of("items", List.of(item(there, 1, 9)));
    keyed(mall, key, otherBody).then().spec(refused(422, "idempotency/key-reused"));

    Response rest = keyed(mall, key, both);
    rest.then()
        .statusCode(200)
        .header("Idempotent-Replay", nullValue())
        .body("items.outcome", contains("CHANGED", "CHANGED"));
    Response again = keyed(mall, key, both);
    again.then().statusCode(200).header("Idempotent-Replay", "true");
    assertThat(again.asByteArray()).isEqualTo(rest.asByteArray());
    assertThat(stocks.require(here).version()).isEqualTo(2);
    assertThat(stocks.require(there).version()).isEqualTo(2);
  }

  private static Response keyed(Mall shop, String key, Map<String, Object> body) {
    return shop.admin().header("Idempotency-Key", key).body(body).post("/api/stock/batch");
  }

  @Test
  void aProductThatOccursTwiceIsRefusedBeforeAnythingIsChanged() {
    ProductId product = goods.stocked(10);
    ProductId other = goods.stocked(10);

    count(item(other, 1, 1), item(product, 1, 1), item(product, 1, 2))
        .spec(refused(400, "stock/product-twice", "items"));

    assertThat(stocks.require(other).available()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"items":[]}                                                     | request/invalid-fields
          {"items":null}                                                   | request/invalid-fields
          {}                                                               | request/invalid-fields
          {"items":[null]}                                                 | request/invalid-fields
          {"items":[{}]}                                                   | request/invalid-fields
          {"items":[{"productId":"7","version":1}]}                        | request/invalid-fields
          {"items":[{"productId":"7","version":1,"available":-1}]}         | request/invalid-fields
          {"items":[{"productId":"7","version":-1,"available":1}]}         | request/invalid-fields
          {"items":[{"productId":"7","version":1,"available":1000000001}]} | request/invalid-fields
          {"items":[{"productId":"0","version":1,"available":1}]}          | request/wrong-type
          {"items":[{"productId":7,"version":1,"available":1}]}            | request/wrong-type
          {"items":{"productId":"7","version":1,"available":1}}            | request/wrong-type
          {"items":[{"productId":"7","version":1,"available":1,"x":0}]}    | request/unknown-field
          """)
  void aBatchThatIsNoneIsRefused(String body, String code) {
    mall.admin().body(body).post("/api/stock/batch").then().spec(refused(400, code));
  }

  @Test
  void aBatchHoldsAtMostAHundredItems() {
    Object[] items = new Object[101];
    for (int i = 0; i < items.length; i++) {
      items[i] = item(goods.unstocked(), 1, 1);
    }
    count(items).spec(refused(400, "request/invalid-fields", "items"));
  }

  private ValidatableResponse count(Object... items) {
    return mall.admin().body(Map.of("items", items)).post("/api/stock/batch").then();
  }

  private static Map<String, Object> item(ProductId product, long version, long available) {
    return Map.of("productId", product.text(), "version", version, "available", available);
  }
}

package io.mall.app.web;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.checkout.Buyer;
import io.mall.app.checkout.Warehouse;
import io.mall.app.kernel.ProductId;
import io.mall.app.support.Crowd;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * More clients than the shop has room for: who looks around is told to come back, who buys is not.
 */
@MallTest
class SheddingTest {

  private static final int BROWSERS = 48;
  private static final int BUYERS = 6;
  private static final int ORDERS = 4;

  /** Much less than all of them want at a time. */
  private static final Map<String, Object> SMALL =
      Map.of("mall.web.max-concurrent-requests", 2, "mall.web.max-waiting", 8);

  private final Mall mall;

  SheddingTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void whoLooksAroundIsShedAndEveryOrderIsPlaced() {
    ProductId product = new Warehouse(mall).product(BUYERS * ORDERS);
    List<Buyer> buyers = Stream.generate(() -> new Buyer(mall)).limit(BUYERS).toList();
    try (Mall shop = Mall.another(SMALL)) {
      CountDownLatch buying = new CountDownLatch(BUYERS);
      List<Response> all =
          Crowd.of(BROWSERS + BUYERS)
              .act(
                  1,
                  (client, round) ->
                      client < BROWSERS
                          ? lookAround(shop, product, buying)
                          : buy(shop, buyers.get(client - BROWSERS), product, buying));
      assertThat(all).hasSize(BROWSERS + BUYERS);
      List<Response> shed = all.stream().filter(each -> each.statusCode() == 503).toList();
      assertThat(shed).as("browsers who were shed at last").isNotEmpty();
      shed.forEach(
          each -> {
            each.then().spec(refused(503, "failure/overloaded"));
            assertThat(each.header("Retry-After")).isEqualTo("1");
          });
      assertThat(shedOf(shop, "browse")).isPositive();
      assertThat(shedOf(shop, "account") + shedOf(shop, "checkout") + shedOf(shop, "callback"))
          .as("others who were shed")
          .isZero();
    }
    new Warehouse(mall).awaitStock(product, 0, 0, BUYERS * ORDERS);
  }

  /** Until all have bought; the last answer, or the last refusal if there was one. */
  private static Response lookAround(Mall shop, ProductId product, CountDownLatch buying) {
    Response told = shop.anonymous().get("/api/stock/" + product.text());
    while (buying.getCount() > 0) {
      Response next = shop.anonymous().get("/api/stock/" + product.text());
      assertThat(next.statusCode()).isIn(200, 503);
      told = told.statusCode() == 503 ? told : next;
    }
    return told;
  }

  private static Response buy(Mall shop, Buyer buyer, ProductId product, CountDownLatch buying) {
    Response last = null;
    try {
      for (int i = 0; i < ORDERS; i++) {
        last =
            buyer
                .requestTo(shop)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(
                    Map.of(
                        "items",
                        List.of(Map.of("productId", product.text(), "quantity", 1)),
                        "addressId",
                        buyer.address().text()))
                .post("/api/orders");
        last.then().statusCode(201);
      }
      return java.util.Objects.requireNonNull(last);
    } finally {
      buying.countDown();
    }
  }

  private static double shedOf(Mall shop, String priority) {
    return shop.management()
        .get("/actuator/prometheus")
        .asString()
        .lines()
        .filter(line -> line.startsWith("mall_web_shed_total{"))
        .filter(line -> line.contains("priority=\"" + priority + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}

package io.mall.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.checkout.Buyer;
import io.mall.app.checkout.Warehouse;
import io.mall.app.kernel.ProductId;
import io.mall.app.support.Crowd;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
      Map.of(
          "mall.web.max-concurrent-requests", 2,
          "mall.web.max-waiting", 8,
          // A slow machine places orders slowly; who is sent away is what this is about.
          "mall.web.max-wait", "30s");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

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
      List<Integer> last =
          Crowd.of(BROWSERS + BUYERS)
              .act(
                  1,
                  (client, round) ->
                      client < BROWSERS
                          ? lookAround(shop, product, buying)
                          : buy(shop, buyers.get(client - BROWSERS), product, buying));
      assertThat(last.subList(0, BROWSERS)).as("browsers: shed, or served at last").contains(503);
      assertThat(last.subList(BROWSERS, last.size())).as("buyers").containsOnly(201);
      assertThat(shedOf(shop, "browse")).isPositive();
      assertThat(shedOf(shop, "account") + shedOf(shop, "checkout") + shedOf(shop, "callback"))
          .as("others who were shed")
          .isZero();
    }
    new Warehouse(mall).awaitStock(product, 0, 0, BUYERS * ORDERS);
  }

  /** Until all have bought; 503 if it was shed once, and told so as it should be. */
  private static int lookAround(Mall shop, ProductId product, CountDownLatch buying)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + shop.port() + "/api/stock/" + product.text()))
            .build();
    int told = 200;
    while (buying.getCount() > 0) {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        told = answer.statusCode();
        assertThat(told).isEqualTo(503);
        assertThat(answer.body()).contains("failure/overloaded");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      }
    }
    return told;
  }

  /** The status of the last order; none is answered with anything but 201. */
  private static int buy(Mall shop, Buyer buyer, ProductId product, CountDownLatch buying) {
    try {
      for (int i = 0; i < ORDERS; i++) {
        buyer
            .requestTo(shop)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .body(
                Map.of(
                    "items",
                    List.of(Map.of("productId", product.text(), "quantity", 1)),
                    "addressId",
                    buyer.address().text()))
            .post("/api/orders")
            .then()
            .statusCode(201);
      }
      return 201;
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

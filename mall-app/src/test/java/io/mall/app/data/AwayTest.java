package io.mall.app.data;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.mall.app.kernel.ProductId;
import io.mall.app.support.Crowd;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Promptness;
import io.mall.app.support.Shopper;
import io.mall.local.Member;
import io.mall.local.Proxy;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that go away while the shop runs. */
@MallTest
class AwayTest {

  private static final String TOKEN = "Mall-Read-After";

  private final Mall mall;

  AwayTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void withoutOnePrimaryItsUsersReadOnAndAreToldToRetryWritesAndTheOthersNoticeNothing() {
    Proxy proxy = Mall.cluster().proxy("db-b-primary");
    try (Mall shop = Mall.another(through(proxy, "MALL_DS_1_PRIMARY_URL"))) {
      Shopper here = mall.newShopper(Mall.freshNameIn(0, 7));
      Shopper there = mall.newShopper(Mall.freshNameIn(8, 15));
      ProductId product = mall.shelf().newProduct(1_000);
      String line = "/api/cart/items/" + product.text();
      String token =
          there
              .requestTo(shop)
              .body(Map.of("quantity", 3))
              .put(line)
              .then()
              .statusCode(200)
              .extract()
              .header("Mall-Read-After");
      Mall.cluster().awaitReplicas();
      proxy.refuse();
      proxy.cut();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                // A connection may have been on its way when the door was shut.
                proxy.cut();
                shop.management()
                    .get("/actuator/health/readiness")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("DEGRADED"))
                    .body(
                        "components.dataSources.components.ds_1_primary.status",
                        equalTo("DEGRADED"))
                    .body("components.dataSources.components.ds_0_primary.status", equalTo("UP"));
              });
      for (String path : List.of("/api/cart", "/api/users/me", "/api/orders")) {
        there.requestTo(shop).header("Mall-Read-After", token).get(path).then().statusCode(200);
        there.requestTo(shop).get(path).then().statusCode(200);
      }
      there.requestTo(shop).get("/api/cart").then().body("items[0].quantity", equalTo(3));
      writesAreRefusedQuicklyAndOthersDoNotWait(shop, there, here, line);
      shop.management().get("/actuator/health/liveness").then().statusCode(200);
      proxy.restore();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  there
                      .requestTo(shop)
                      .body(Map.of("quantity", 4))
                      .put(line)
                      .then()
                      .statusCode(200));
    } finally {
      proxy.restore();
    }
  }

  /** Many more writes than there are places to work: none of them holds one for long. */
  private void writesAreRefusedQuicklyAndOthersDoNotWait(
      Mall shop, Shopper there, Shopper here, String line) {
    ProductId away = productIn(8, 15);
    long start = System.nanoTime();
    List<Integer> told =
        Crowd.of(40)
            .act(
                5,
                (client, round) ->
                    switch (client % 4) {
                      case 0 -> status(there.requestTo(shop).body(Map.of("quantity", 2)).put(line));
                      case 1 -> status(deduct(shop, away));
                      case 2 -> status(there.requestTo(shop).get("/api/cart"));
                      default -> status(here.requestTo(shop).body(Map.of("quantity", 2)).put(line));
                    });
    assertThat(told).filteredOn(status -> status == 200).hasSize(100);
    assertThat(told).filteredOn(status -> status == 503).hasSize(100);
    // Each would wait for a connection for 8 s, five times one after the other.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    deduct(shop, away)
        .then()
        .spec(refused(503, "failure/unavailable"))
        .header("Retry-After", equalTo("2"));
  }

  private static Response deduct(Mall shop, ProductId product) {
    return shop.admin()
        .body(Map.of("quantity", 1))
        .post("/api/stock/" + product.text() + "/deduct");
  }

  private static int status(Response response) {
    return response.statusCode();
  }

  private ProductId productIn(int firstGroup, int lastGroup) {
    while (true) {
      ProductId product = mall.shelf().newProduct(1_000);
      int group = Slot.ofId(product.value()).group().number();
      if (group >= firstGroup && group <= lastGroup) {
        return product;
      }
    }
  }

  @Test
  void aStalledPrimaryDoesNotHoldARequestForEver() {
    Proxy proxy = Mall.cluster().proxy("db-b-primary");
    Map<String, Object> settings = through(proxy, "MALL_DS_1_PRIMARY_URL");
    // As it comes: a connection that does not answer its check is waited for, and then another one.
    settings.put("mall.pool.connection-timeout", "2s");
    try (Mall shop = Mall.another(settings)) {
      Shopper there = mall.newShopper(Mall.freshNameIn(8, 15));
      proxy.delay(Duration.ofSeconds(60));
      long start = System.nanoTime();
      there
          .requestTo(shop)
          .body(Map.of("displayName", "Zoë"))
          .patch("/api/users/me")
          .then()
          .spec(refused(503, "failure/unavailable"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      there.requestTo(shop).get("/api/users/me").then().statusCode(200);
    } finally {
      proxy.restore();
    }
  }

  @Test
  void withoutRedisWhoIsLoggedInGoesOn() {
    Proxy proxy = Mall.cluster().proxy("redis");
    try (Mall shop = Mall.another(Map.of("MALL_REDIS_URL", "redis://127.0.0.1:" + proxy.port()))) {
      Shopper shopper = mall.newShopper();
      proxy.refuse();
      proxy.cut();
      shopper.requestTo(shop).get("/api/users/me").then().statusCode(200);
      aLogOutThatCannotBeMadeToHoldIsNotAcknowledged(shop, shopper);
      shop.management()
          .get("/actuator/health/readiness")
          .then()
          .statusCode(200)
          .body("components.redis.status", equalTo("DEGRADED"));
      proxy.restore();
      await("the log-out can be made up for")
          .atMost(Duration.ofSeconds(60))
          .until(() -> status(shopper.requestTo(shop).delete("/api/sessions/current")) == 204);
      shopper.requestTo(shop).get("/api/users/me").then().statusCode(401);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> status(shopper.request().get("/api/users/me")) == 401);
    } finally {
      proxy.restore();
    }
  }

  /** Other instances would let the log-in go on, so it goes on here too, and can be tried again. */
  private static void aLogOutThatCannotBeMadeToHoldIsNotAcknowledged(Mall shop, Shopper shopper) {
    long start = System.nanoTime();
    shopper
        .requestTo(shop)
        .delete("/api/sessions/current")
        .then()
        .spec(refused(503, "failure/unavailable"))
        .header("Retry-After", equalTo("2"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    shopper.requestTo(shop).get("/api/users/me").then().statusCode(200);
  }

  @Test
  @Tag("long")
  void withoutRedisWritesThatNeedAnIdEndWithTheLeaseOfIdsAndOthersGoOn() {
    Proxy proxy = Mall.cluster().proxy("redis");
    try (Mall shop = Mall.another(Map.of("MALL_REDIS_URL", "redis://127.0.0.1:" + proxy.port()))) {
      Shopper shopper = mall.newShopper();
      String line = "/api/cart/items/" + mall.shelf().newProduct(1).text();
      proxy.refuse();
      proxy.cut();
      Instant cut = Instant.now();
      shopper
          .requestTo(shop)
          .body(Shopper.ADDRESS)
          .post("/api/users/me/addresses")
          .then()
          .statusCode(201);
      await("ids run out")
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> status(register(shop)) == 503);
      Instant end = Instant.ofEpochMilli(shop.bean(Ids.class).lease().until());
      assertThat(Instant.now()).isBetween(end, end.plusSeconds(15));
      // The leases of a registry in its first minute begin when that minute is over.
      assertThat(Duration.between(cut, end))
          .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(91));
      long start = System.nanoTime();
      shopper
          .requestTo(shop)
          .body(Shopper.ADDRESS)
          .post("/api/users/me/addresses")
          .then()
          .spec(refused(503, "failure/unavailable"))
          .header("Retry-After", equalTo("2"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
      shopper
          .requestTo(shop)
          .body(Map.of("quantity", 2))
          .put(line)
          .then()
          .spec(refused(503, "failure/unavailable"));
      shopper.requestTo(shop).get("/api/cart").then().statusCode(200);
      proxy.restore();
      await("ids are back")
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  status(
                          shopper
                              .requestTo(shop)
                              .body(Shopper.ADDRESS)
                              .post("/api/users/me/addresses"))
                      == 201);
    } finally {
      proxy.restore();
    }
  }

  private static Response register(Mall shop) {
    return shop.anonymous()
        .body(Map.of("username", Mall.freshName(), "password", "correct-horse"))
        .post("/api/users");
  }

  @Test
  @Tag("engine")
  void whileAPrimaryIsStoppedItsUsersReadOnAndTheirWritesAreRefusedInTime() {
    Shopper here = mall.newShopper(Mall.freshNameIn(0, 7));
    Shopper there = mall.newShopper(Mall.freshNameIn(8, 15));
    String line = "/api/cart/items/" + mall.shelf().newProduct(1_000).text();
    Member primary = Mall.cluster().member("db-b-primary");
    // As the shop comes: the first write waits for a connection that does not answer, then for one.
    try (Mall shop = Mall.another(Map.of("mall.pool.connection-timeout", "2s"))) {
      String token = write(there, shop, line, 3).then().statusCode(200).extract().header(TOKEN);
      Mall.cluster().awaitReplicas();
      primary.pause();
      try {
        long start = System.nanoTime();
        write(there, shop, line, 4).then().spec(refused(503, "failure/unavailable"));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .as("nobody knew that it stands still")
            .isLessThan(Duration.ofSeconds(20));
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          long next = System.nanoTime();
          write(there, shop, line, 4)
              .then()
              .spec(refused(503, "failure/unavailable"))
              .header("Retry-After", equalTo("2"));
          took.add(Duration.ofNanos(System.nanoTime() - next));
          there.requestTo(shop).header(TOKEN, token).get("/api/cart").then().statusCode(200);
          there.requestTo(shop).get("/api/cart").then().body("items[0].quantity", equalTo(3));
          there.requestTo(shop).get("/api/orders").then().statusCode(200);
          write(here, shop, line, 4).then().statusCode(200);
        }
        Promptness.assertMostWithin(Duration.ofSeconds(1), took);
      } finally {
        primary.resume();
      }
      await("it goes on by itself")
          .atMost(Duration.ofSeconds(60))
          .until(() -> status(write(there, shop, line, 5)) == 200);
      there.requestTo(shop).get("/api/cart").then().body("items[0].quantity", equalTo(5));
    }
    Mall.cluster().awaitReplicas();
  }

  private static Response write(Shopper shopper, Mall shop, String line, int quantity) {
    return shopper.requestTo(shop).body(Map.of("quantity", quantity)).put(line);
  }

  private static Map<String, Object> through(Proxy proxy, String url) {
    Map<String, Object> settings = new HashMap<>();
    String direct = String.valueOf(Mall.cluster().environment().get(url));
    settings.put(url, direct.replaceFirst(":\\d+/", ":" + proxy.port() + "/"));
    settings.put("mall.pool.minimum-idle", 1);
    return settings;
  }
}

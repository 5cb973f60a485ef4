package io.mall.app.data;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import io.mall.local.Proxy;
import io.mall.sharding.slot.Slot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Servers that go away while the shop runs. */
@MallTest
class AwayTest {

  private final Mall mall;

  AwayTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void withoutOnePrimaryItsUsersAreToldToRetryAndTheOthersNoticeNothing() {
    Proxy proxy = Mall.cluster().proxy("db-b-primary");
    try (Mall shop = Mall.another(through(proxy, "MALL_DS_1_PRIMARY_URL"))) {
      Shopper here = mall.newShopper(nameIn(0, 7));
      Shopper there = mall.newShopper(nameIn(8, 15));
      there.requestTo(shop).get("/api/users/me").then().statusCode(200);
      proxy.refuse();
      proxy.cut();
      long start = System.nanoTime();
      there
          .requestTo(shop)
          .get("/api/users/me")
          .then()
          .spec(refused(503, "failure/unavailable"))
          .header("Retry-After", equalTo("2"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      here.requestTo(shop).get("/api/users/me").then().statusCode(200);
      await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(
              () -> {
                // A connection may have been on its way when the door was shut.
                proxy.cut();
                shop.management()
                    .get("/actuator/health/readiness")
                    .then()
                    .statusCode(503)
                    .body("status", equalTo("DOWN"))
                    .body("components.dataSources.components.ds_1_primary.status", equalTo("DOWN"))
                    .body("components.dataSources.components.ds_0_primary.status", equalTo("UP"));
              });
      shop.management().get("/actuator/health/liveness").then().statusCode(200);
      proxy.restore();
      await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(() -> there.requestTo(shop).get("/api/users/me").then().statusCode(200));
    }
  }

  @Test
  void aStalledPrimaryDoesNotHoldARequestForEver() {
    Proxy proxy = Mall.cluster().proxy("db-b-primary");
    try (Mall shop = Mall.another(through(proxy, "MALL_DS_1_PRIMARY_URL"))) {
      Shopper there = mall.newShopper(nameIn(8, 15));
      proxy.delay(Duration.ofSeconds(60));
      long start = System.nanoTime();
      there.requestTo(shop).get("/api/users/me").then().spec(refused(503, "failure/unavailable"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
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
      shopper
          .requestTo(shop)
          .delete("/api/sessions/current")
          .then()
          .spec(refused(503, "failure/unavailable"));
      shop.management()
          .get("/actuator/health/readiness")
          .then()
          .statusCode(503)
          .body("components.redis.status", equalTo("DOWN"));
    } finally {
      proxy.restore();
    }
  }

  private static Map<String, Object> through(Proxy proxy, String url) {
    Map<String, Object> settings = new HashMap<>();
    String direct = String.valueOf(Mall.cluster().environment().get(url));
    settings.put(url, direct.replaceFirst(":\\d+/", ":" + proxy.port() + "/"));
    settings.put("mall.pool.minimum-idle", 1);
    return settings;
  }

  private static String nameIn(int firstGroup, int lastGroup) {
    while (true) {
      String name = Mall.freshName();
      int group = Slot.ofName(name).group().number();
      if (group >= firstGroup && group <= lastGroup) {
        return name;
      }
    }
  }
}

package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two instances of the shop, each with its own memory. */
@MallTest
class InstancesTest {

  private final Mall mall;
  private final Goods goods;

  InstancesTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
  }

  @Test
  void whatOneInstanceChangesTheOtherForgets() {
    try (Mall other = Mall.another(Map.of())) {
      String path = "/api/products/" + goods.create("Lamp");
      assertThat(title(other, path)).isEqualTo("Lamp");
      for (int i = 1; i <= 20; i++) {
        String title = "Lamp " + i;
        goods.change(path.substring(path.lastIndexOf('/') + 1), Map.of("title", title));
        assertThat(title(mall, path)).as("one's own change is seen at once").isEqualTo(title);
        await().pollInterval(Duration.ofMillis(2)).until(() -> title(other, path).equals(title));
      }
    }
  }

  @Test
  void whatTheCacheDoesIsMeasured() {
    String path = "/api/products/" + goods.create("Lamp");
    mall.anonymous().get(path).then().statusCode(200);
    mall.anonymous().get(path).then().statusCode(200);
    String metrics = mall.management().get("/actuator/prometheus").asString();
    assertThat(metrics)
        .containsPattern("mall_catalog_cache_reads_total\\{.*result=\"hit\".*} [1-9]")
        .containsPattern("mall_catalog_cache_reads_total\\{.*result=\"miss\".*} [1-9]")
        .containsPattern("mall_catalog_cache_entries\\{.*} [1-9]")
        .containsPattern("mall_catalog_cache_unproven_seconds\\{.*} [0-9]")
        .contains("mall_catalog_cache_resets_total")
        .contains("mall_catalog_cache_unsent");
  }

  private static String title(Mall instance, String path) {
    return instance.anonymous().get(path).path("title");
  }
}

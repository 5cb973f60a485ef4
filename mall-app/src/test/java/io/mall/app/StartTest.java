package io.mall.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

@MallTest
class StartTest {

  @Test
  void withoutADataSourceItDoesNotStartAndNamesIt() {
    assertThatThrownBy(
            () -> start(Map.of("MALL_DS_1_PRIMARY_URL", "jdbc:mysql://127.0.0.1:1/mall_1")))
        .hasStackTraceContaining("ds_1_primary");
    assertThatThrownBy(() -> start(Map.of("MALL_DS_0_REPLICA_URL", "")))
        .hasStackTraceContaining("MALL_DS_0_REPLICA_URL");
  }

  @Test
  void withoutItsTablesItDoesNotStartAndNamesThem() {
    String catalog = Mall.cluster().environment().get("MALL_DS_CATALOG_PRIMARY_URL");
    assertThatThrownBy(() -> start(Map.of("MALL_DS_0_PRIMARY_URL", String.valueOf(catalog))))
        .hasStackTraceContaining("ds_0_primary")
        .hasStackTraceContaining("orders_3");
  }

  @Test
  void withoutRedisItDoesNotStartAndNamesIt() {
    assertThatThrownBy(() -> start(Map.of("MALL_REDIS_URL", "redis://127.0.0.1:1")))
        .hasStackTraceContaining("Redis does not answer at redis://127.0.0.1:1");
  }

  @Test
  void withAKeyThatNobodyReadsItDoesNotStart() {
    assertThatThrownBy(() -> start(Map.of("mall.poll.maximum-pool-size", "7")))
        .hasStackTraceContaining("mall.poll.maximum-pool-size");
  }

  @Test
  void withoutASigningKeyItStartsOnlyOnOnesOwnMachine() {
    String key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    assertThatThrownBy(
            () -> start(inProduction(Map.of("MALL_JWT_KEY", "", "MALL_PAYMENT_KEY", key))))
        .hasStackTraceContaining("MALL_JWT_KEY");
    assertThatThrownBy(
            () -> start(inProduction(Map.of("MALL_JWT_KEY", key, "MALL_PAYMENT_KEY", ""))))
        .hasStackTraceContaining("MALL_PAYMENT_KEY");
    assertThatThrownBy(() -> start(inProduction(Map.of("MALL_WEBHOOK_KEY", ""))))
        .hasStackTraceContaining("MALL_WEBHOOK_KEY");
  }

  @Test
  void withoutACoordinatorsAddressItDoesNotStartAndNamesIt() {
    assertThatThrownBy(() -> start(Map.of("MALL_SEATA_SERVER", "")))
        .hasStackTraceContaining("MALL_SEATA_SERVER");
  }

  private static Map<String, Object> inProduction(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("spring.profiles.active", "");
    return all;
  }

  private static void start(Map<String, Object> settings) {
    Mall.another(settings).close();
  }
}

package io.mall.app.cache;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class CachePropertiesTest {

  @Test
  void theDefaultsAreThePlansTable() {
    CacheProperties defaults = bind(CacheProperties.class);
    assertThat(defaults.productInfo().strategy())
        .isEqualTo(new Strategy(Duration.ofMinutes(30), true, true, true));
    assertThat(defaults.hotProducts().strategy())
        .isEqualTo(new Strategy(Duration.ofHours(1), true, true, true));
    assertThat(defaults.userSession().strategy())
        .isEqualTo(new Strategy(Duration.ofHours(2), false, false, false));
    assertThat(defaults.compressFrom()).isEqualTo(DataSize.ofKilobytes(1));
    assertThat(defaults.patience()).hasMillis(250);
    assertThat(defaults.hotFrom()).isEqualTo(200);
  }

  @Test
  void everyKeyCanBeSet() {
    CacheProperties set =
        bind(
            CacheProperties.class,
            "product-info.lifetime",
            "5m",
            "product-info.refresh-ahead",
            "false",
            "product-info.circuit-breaker",
            "false",
            "product-info.compression",
            "false",
            "hot-products.lifetime",
            "6m",
            "hot-products.refresh-ahead",
            "false",
            "hot-products.circuit-breaker",
            "false",
            "hot-products.compression",
            "false",
            "user-session.lifetime",
            "7m",
            "compress-from",
            "2KB",
            "patience",
            "1s",
            "hot-from",
            "9");
    assertThat(set)
        .isEqualTo(
            new CacheProperties(
                new CacheProperties.ProductInfo(Duration.ofMinutes(5), false, false, false),
                new CacheProperties.HotProducts(Duration.ofMinutes(6), false, false, false),
                new CacheProperties.UserSession(Duration.ofMinutes(7)),
                DataSize.ofKilobytes(2),
                Duration.ofSeconds(1),
                9));
  }

  @Test
  void unknownKeysAndNonsenseAreRefused() {
    assertThatThrownBy(() -> bind(CacheProperties.class, "product-info.ttl", "5m"))
        .hasStackTraceContaining("mall.cache.product-info.ttl");
    assertThatThrownBy(() -> bind(CacheProperties.class, "user-session.refresh-ahead", "true"))
        .hasStackTraceContaining("refresh-ahead");
    assertThatThrownBy(() -> bind(CacheProperties.class, "product-info.lifetime", "0s"))
        .hasStackTraceContaining("lifetime");
    assertThatThrownBy(() -> bind(CacheProperties.class, "hot-from", "0"))
        .hasStackTraceContaining("hotFrom");
  }
}

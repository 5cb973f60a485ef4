package io.mall.app.data;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.sharding.route.RouteGuard.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DataPropertiesTest {

  @Test
  void poolsHaveThePlansSizes() {
    assertThat(bind(PoolProperties.class))
        .isEqualTo(
            new PoolProperties(
                100, 50, Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofSeconds(2)));
  }

  @Test
  void everyKeyOfAPoolCanBeSet() {
    assertThat(
            bind(
                PoolProperties.class,
                "maximum-pool-size",
                "7",
                "minimum-idle",
                "3",
                "max-lifetime",
                "5m",
                "idle-timeout",
                "1m",
                "connection-timeout",
                "300ms"))
        .isEqualTo(
            new PoolProperties(
                7, 3, Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofMillis(300)));
  }

  @Test
  void boundsHaveDefaultsAndCanBeSet() {
    assertThat(bind(DataProperties.class))
        .isEqualTo(
            new DataProperties(
                Duration.ofSeconds(5), Duration.ofSeconds(10), Mode.ENFORCE, Mode.ENFORCE));
    assertThat(
            bind(
                DataProperties.class,
                "statement-timeout",
                "1s",
                "transaction-timeout",
                "2s",
                "route-budgets",
                "warn",
                "route-shapes",
                "off"))
        .isEqualTo(
            new DataProperties(Duration.ofSeconds(1), Duration.ofSeconds(2), Mode.WARN, Mode.OFF));
  }

  @Test
  void unknownKeysAndNonsenseAreRefused() {
    assertThatThrownBy(() -> bind(PoolProperties.class, "maximum-poolsize-typo", "7"))
        .hasStackTraceContaining("maximum-poolsize-typo");
    assertThatThrownBy(() -> bind(DataProperties.class, "statement-time", "7s"))
        .hasStackTraceContaining("statement-time");
    assertThatThrownBy(() -> bind(PoolProperties.class, "maximum-pool-size", "0"))
        .hasStackTraceContaining("maximumPoolSize");
  }
}

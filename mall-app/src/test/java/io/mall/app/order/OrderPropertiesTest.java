package io.mall.app.order;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OrderPropertiesTest {

  @Test
  void timesHaveDefaults() {
    assertThat(bind(OrderProperties.class))
        .isEqualTo(
            new OrderProperties(
                Duration.ofMinutes(30), Duration.ofMillis(500), 100, Duration.ofHours(24)));
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(
            bind(
                OrderProperties.class,
                "expire-after",
                "10m",
                "sweep",
                "2s",
                "batch",
                "7",
                "keep-abort-marks",
                "2h"))
        .isEqualTo(
            new OrderProperties(
                Duration.ofMinutes(10), Duration.ofSeconds(2), 7, Duration.ofHours(2)));
  }

  @Test
  void unknownKeysAndNonsenseAreRefused() {
    assertThatThrownBy(() -> bind(OrderProperties.class, "expire", "10m"))
        .hasStackTraceContaining("mall.order.expire");
    assertThatThrownBy(() -> bind(OrderProperties.class, "expire-after", "0s"))
        .hasStackTraceContaining("expireAfter");
    assertThatThrownBy(() -> bind(OrderProperties.class, "keep-abort-marks", "1m"))
        .hasStackTraceContaining("keepAbortMarks");
  }
}

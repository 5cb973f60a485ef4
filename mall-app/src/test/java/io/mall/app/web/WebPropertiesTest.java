package io.mall.app.web;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class WebPropertiesTest {

  @Test
  void boundsHaveDefaults() {
    assertThat(bind(WebProperties.class))
        .isEqualTo(
            new WebProperties(
                DataSize.ofKilobytes(256),
                Duration.ofSeconds(10),
                DataSize.ofMegabytes(64),
                128,
                512,
                Duration.ofSeconds(1)));
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(
            bind(
                WebProperties.class,
                "max-body",
                "1MB",
                "body-timeout",
                "3s",
                "body-memory",
                "5MB",
                "max-concurrent-requests",
                "7",
                "max-waiting",
                "8",
                "max-wait",
                "50ms"))
        .isEqualTo(
            new WebProperties(
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(3),
                DataSize.ofMegabytes(5),
                7,
                8,
                Duration.ofMillis(50)));
  }

  @Test
  void unknownKeysAndNonsenseAreRefused() {
    assertThatThrownBy(() -> bind(WebProperties.class, "max-bodies", "1"))
        .hasStackTraceContaining("max-bodies");
    assertThatThrownBy(() -> bind(WebProperties.class, "max-concurrent-requests", "0"))
        .hasStackTraceContaining("maxConcurrentRequests");
  }
}

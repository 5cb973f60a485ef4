package io.mall.app.outbox;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutboxPropertiesTest {

  @Test
  void thereAreDefaults() {
    assertThat(bind(OutboxProperties.class))
        .isEqualTo(
            new OutboxProperties(
                Duration.ofSeconds(10),
                Duration.ofMillis(500),
                50,
                64,
                8,
                Duration.ofSeconds(1),
                Duration.ofMinutes(10),
                5,
                Duration.ofSeconds(5)));
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(
            bind(
                OutboxProperties.class,
                "lease",
                "1s",
                "sweep",
                "2s",
                "batch",
                "3",
                "concurrency",
                "4",
                "concurrency-each",
                "9",
                "back-off",
                "5s",
                "max-back-off",
                "6s",
                "stuck-after",
                "7",
                "shutdown",
                "8s"))
        .isEqualTo(
            new OutboxProperties(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                3,
                4,
                9,
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                7,
                Duration.ofSeconds(8)));
  }

  @Test
  void unknownKeysAndNonsenseAreRefused() {
    assertThatThrownBy(() -> bind(OutboxProperties.class, "leases", "1s"))
        .hasStackTraceContaining("mall.outbox.leases");
    assertThatThrownBy(() -> bind(OutboxProperties.class, "batch", "0"))
        .hasStackTraceContaining("batch");
  }
}

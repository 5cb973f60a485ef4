package io.mall.app.idempotency;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdempotencyPropertiesTest {

  @Test
  void answersAreKeptForADay() {
    assertThat(bind(IdempotencyProperties.class))
        .isEqualTo(new IdempotencyProperties(Duration.ofHours(24), Duration.ofMinutes(1), 500));
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(bind(IdempotencyProperties.class, "keep", "2h", "sweep", "5s", "batch", "7"))
        .isEqualTo(new IdempotencyProperties(Duration.ofHours(2), Duration.ofSeconds(5), 7));
  }

  @Test
  void unknownKeysAndNonsenseAreRefused() {
    assertThatThrownBy(() -> bind(IdempotencyProperties.class, "ttl", "2h"))
        .hasStackTraceContaining("mall.idempotency.ttl");
    assertThatThrownBy(() -> bind(IdempotencyProperties.class, "keep", "0s"))
        .hasStackTraceContaining("keep");
  }
}

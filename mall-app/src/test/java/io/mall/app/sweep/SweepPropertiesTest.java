package io.mall.app.sweep;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SweepPropertiesTest {

  @Test
  void thereAreDefaults() {
    assertThat(bind(SweepProperties.class))
        .isEqualTo(new SweepProperties(true, Duration.ofSeconds(10), Duration.ofSeconds(5)));
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(bind(SweepProperties.class, "enabled", "false", "lease", "20s", "shutdown", "1s"))
        .isEqualTo(new SweepProperties(false, Duration.ofSeconds(20), Duration.ofSeconds(1)));
  }

  @Test
  void unknownKeysAndNonsenseAreRefused() {
    assertThatThrownBy(() -> bind(SweepProperties.class, "on", "true"))
        .hasStackTraceContaining("mall.sweep.on");
    assertThatThrownBy(() -> bind(SweepProperties.class, "lease", "0s"))
        .hasStackTraceContaining("lease");
  }
}

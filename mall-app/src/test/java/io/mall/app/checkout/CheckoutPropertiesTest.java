package io.mall.app.checkout;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckoutPropertiesTest {

  @Test
  void thereAreDefaults() {
    assertThat(bind(CheckoutProperties.class))
        .isEqualTo(
            new CheckoutProperties(
                "",
                Duration.ofSeconds(15),
                100,
                1_000,
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                100));
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(
            bind(
                CheckoutProperties.class,
                "coordinator",
                "tc:8091",
                "timeout",
                "5s",
                "max-lines",
                "7",
                "max-quantity",
                "8",
                "settle-after",
                "10s",
                "sweep",
                "3s",
                "batch",
                "9"))
        .isEqualTo(
            new CheckoutProperties(
                "tc:8091",
                Duration.ofSeconds(5),
                7,
                8,
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                9));
  }

  @Test
  void unknownKeysAndNonsenseAreRefused() {
    assertThatThrownBy(() -> bind(CheckoutProperties.class, "lines", "7"))
        .hasStackTraceContaining("mall.checkout.lines");
    assertThatThrownBy(() -> bind(CheckoutProperties.class, "max-lines", "0"))
        .hasStackTraceContaining("maxLines");
    assertThatThrownBy(() -> bind(CheckoutProperties.class, "settle-after", "20s"))
        .hasStackTraceContaining("settle-after must be at least twice the timeout");
  }
}

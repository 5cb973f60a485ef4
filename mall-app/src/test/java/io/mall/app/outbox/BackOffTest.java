package io.mall.app.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

  private final BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(10));

  @Test
  void itDoublesUpToTheLongest() {
    assertThat(backOff.after(1, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backOff.after(2, 1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(backOff.after(5, 1)).isEqualTo(Duration.ofSeconds(16));
    assertThat(backOff.after(11, 1)).isEqualTo(Duration.ofMinutes(10));
    assertThat(backOff.after(Integer.MAX_VALUE, 1)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void itIsSomewhereInTheUpperHalf() {
    assertThat(backOff.after(3, 0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(backOff.after(3, 0.5)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void anEventThatWasNeverTriedWaitsLikeOneThatWasTriedOnce() {
    assertThat(backOff.after(0, 1)).isEqualTo(Duration.ofSeconds(1));
  }
}

package io.mall.app.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeavyHittersTest {

  private final HeavyHitters<Long> sketch = new HeavyHitters<>();

  @Test
  void aHeavyKeyIsFoundAmongAnyNumberOfOthers() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      sketch.count(i % 20 == 0 ? 7L : random.nextLong());
    }
    assertThat(sketch.size()).as("bounded").isLessThanOrEqualTo(256);
    Map<Long, Double> heavy = sketch.fade(10_000);
    assertThat(heavy.keySet()).containsExactly(7L);
    assertThat(heavy.get(7L))
        .as("never more than it was")
        .isBetween(0.8 * 5_000 * HeavyHitters.SAMPLED, 5_000.0 * HeavyHitters.SAMPLED);
  }

  @Test
  void whatNobodyAsksForAnyMoreFades() {
    for (int i = 0; i < 1_000; i++) {
      sketch.count(7L);
    }
    assertThat(sketch.fade(4_000)).containsKey(7L);
    assertThat(sketch.fade(4_000)).containsKey(7L);
    assertThat(sketch.fade(4_000)).isEmpty();
    for (int i = 0; i < 20; i++) {
      sketch.fade(1);
    }
    assertThat(sketch.size()).isZero();
  }

  @Test
  void everyKeyAlikeMakesNoneHeavy() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 100_000; i++) {
      sketch.count(random.nextLong(5_000));
    }
    assertThat(sketch.fade(2_000)).isEmpty();
  }
}

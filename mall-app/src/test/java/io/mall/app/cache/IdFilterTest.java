package io.mall.app.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdFilterTest {

  private static final int IDS = 50_000;

  @Test
  void anIdThatWasAddedIsNeverDenied() {
    IdFilter filter = new IdFilter(IDS);
    new SplittableRandom(1).longs(IDS, 1, Long.MAX_VALUE).forEach(filter::add);
    assertThat(new SplittableRandom(1).longs(IDS, 1, Long.MAX_VALUE)).allMatch(filter::mayContain);
  }

  @Test
  void fewOthersAreTakenForOneOfThemAndItKnowsHowMany() {
    IdFilter filter = new IdFilter(IDS);
    for (long id = 1; id <= IDS; id++) {
      filter.add(id);
    }
    long wrong =
        new SplittableRandom(2)
            .longs(200_000, 1L << 40, Long.MAX_VALUE)
            .filter(filter::mayContain)
            .count();
    assertThat(wrong / 200_000.0).isLessThan(0.001);
    assertThat(filter.falsePositiveRate()).isLessThan(0.001);
    assertThat(filter.size()).isBetween(IDS * 99L / 100, (long) IDS);
  }

  @Test
  void withMoreThanItWasMadeForItSaysThatItIsWrongMoreOften() {
    IdFilter filter = new IdFilter(1);
    for (long id = 1; id <= 20_000; id++) {
      filter.add(id);
    }
    assertThat(filter.falsePositiveRate()).isGreaterThan(0.5);
  }
}

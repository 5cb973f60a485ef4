package io.mall.app.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdFilterTest {

  private static final int IDS = 50_000;
  private static final int ASKED = 1_000_000;

  @Test
  void anIdThatWasAddedIsNeverDenied() {
    IdFilter filter = new IdFilter(IDS);
    new SplittableRandom(1).longs(IDS, 1, Long.MAX_VALUE).forEach(filter::add);
    assertThat(new SplittableRandom(1).longs(IDS, 1, Long.MAX_VALUE)).allMatch(filter::mayContain);
  }

  @ParameterizedTest
  @ValueSource(ints = {IDS / 2, IDS, 2 * IDS, 4 * IDS})
  void soManyOthersAreTakenForOneOfThemAsItSays(int held) {
    IdFilter filter = new IdFilter(IDS);
    // As the shop makes them: a few each millisecond, in any slot.
    SplittableRandom random = new SplittableRandom(2);
    for (long i = 0; i < held; i++) {
      filter.add(idOf(i * 7, random));
    }
    assertThat(filter.size()).isBetween(held * 95L / 100, (long) held);
    double said = filter.falsePositiveRate();
    double expected = ASKED * said;
    // Five standard deviations, and what two hashes do worse than eight.
    double off = 5 * Math.sqrt(expected) + 0.05 * expected;
    for (boolean likeThem : List.of(true, false)) {
      long wrong =
          LongStream.range(0, ASKED)
              .map(i -> likeThem ? idOf(i * 7 + 3, random) : random.nextLong(1L << 60, 1L << 62))
              .filter(filter::mayContain)
              .count();
      assertThat((double) wrong).isCloseTo(expected, within(off));
    }
    if (held <= IDS) {
      assertThat(said).isLessThan(0.001);
    }
  }

  private static long idOf(long millis, SplittableRandom random) {
    return millis << 22 | random.nextInt(1 << 22);
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

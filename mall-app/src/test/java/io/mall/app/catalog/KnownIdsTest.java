package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.control.Switch;
import io.mall.app.kernel.ProductId;
import io.mall.sharding.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

class KnownIdsTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  /** Made a day ago, so that it is old enough to be ruled out. */
  private static final long FIRST = Ids.firstAt(NOW.minus(Duration.ofDays(1)));

  private final ConcurrentSkipListSet<Long> table = new ConcurrentSkipListSet<>();
  private Runnable duringLook = () -> {};
  private final KnownIds known =
      new KnownIds(
          this::page,
          Clock.fixed(NOW, ZoneOffset.UTC),
          Duration.ofHours(1),
          new Switch("unknown-ids", ""));

  @Test
  void untilTheFirstLookIsDoneNothingIsRuledOut() {
    assertThat(passing(1_000)).isEqualTo(1_000);
    assertThat(known.falsePositiveRate()).isEqualTo(1);
  }

  @Test
  void theFilterBeforeServesWhileTheNextIsMade() {
    fill(1, KnownIds.PAGE);
    known.lookAtAll();
    exhaustDoubts();
    int[] looks = {0};
    duringLook =
        () -> {
          looks[0]++;
          assertThat(known.mayExist(new ProductId(FIRST + 1))).isTrue();
          assertThat(passing(1_000)).isLessThan(10);
        };
    fill(KnownIds.PAGE + 1, 3 * KnownIds.PAGE);
    known.lookAtAll();
    assertThat(looks[0]).as("pages of the second look").isGreaterThan(3);
    for (long id : table) {
      assertThat(known.mayExist(new ProductId(id))).isTrue();
    }
    assertThat(passing(1_000)).isLessThan(10);
  }

  @Test
  void aFilterThatIsTooSmallSaysSoUntilTheNextLookAtAll() {
    fill(1, 10);
    known.lookAtAll();
    assertThat(known.falsePositiveRate()).isLessThan(0.000_1);
    for (long id : fill(11, 12 * KnownIds.PAGE)) {
      known.exists(new ProductId(id));
    }
    assertThat(known.falsePositiveRate()).isGreaterThan(0.01);
    known.lookAtAll();
    assertThat(known.falsePositiveRate()).isLessThan(0.001);
    assertThat(known.size()).isGreaterThan(11L * KnownIds.PAGE);
  }

  @Test
  void whatIsYoungerThanTheLastLookIsNeverRuledOut() {
    fill(1, 10);
    known.lookAtAll();
    exhaustDoubts();
    for (Duration ahead : List.of(Duration.ofSeconds(-50), Duration.ZERO, Duration.ofMinutes(2))) {
      assertThat(known.mayExist(new ProductId(Ids.firstAt(NOW.plus(ahead)) + 7))).isTrue();
    }
    assertThat(known.mayExist(new ProductId(Ids.firstAt(NOW.plus(Duration.ofDays(1))) + 7)))
        .as("made up: nobody makes ids of tomorrow")
        .isFalse();
  }

  private List<ProductId> page(long after, int limit) {
    duringLook.run();
    return table.tailSet(after, false).stream().limit(limit).map(ProductId::new).toList();
  }

  private List<Long> fill(int from, int to) {
    List<Long> ids =
        java.util.stream.LongStream.rangeClosed(from, to).map(i -> FIRST + i).boxed().toList();
    table.addAll(ids);
    return ids;
  }

  /** How many of so many made-up ids would be looked for. */
  private int passing(int many) {
    int passing = 0;
    for (int i = 1; i <= many; i++) {
      passing += known.mayExist(new ProductId(FIRST - i)) ? 1 : 0;
    }
    return passing;
  }

  /** The clock stands, so those of this second are all there are. */
  private void exhaustDoubts() {
    passing(20);
  }
}

package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.control.Switch;
import io.mall.app.kernel.ProductId;
import io.mall.app.support.Crowd;
import io.mall.sharding.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KnownIdsTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  /** Made a day ago, so that it is old enough to be ruled out. */
  private static final long FIRST = Ids.firstAt(NOW.minus(Duration.ofDays(1)));

  private final ConcurrentSkipListSet<Long> table = new ConcurrentSkipListSet<>();
  private volatile Runnable duringLook = () -> {};
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
          assertThat(mayExist(FIRST + 1)).isTrue();
          assertThat(passing(1_000)).isLessThan(10);
        };
    fill(KnownIds.PAGE + 1, 3 * KnownIds.PAGE);
    known.lookAtAll();
    assertThat(looks[0]).as("pages of the second look").isGreaterThan(3);
    for (long id : table) {
      assertThat(mayExist(id)).isTrue();
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
  void soManyMadeUpIdsAreLookedForAsItSays() {
    fill(1, 2 * KnownIds.PAGE - 1);
    known.lookAtAll();
    exhaustDoubts();
    int asked = 500_000;
    double expected = asked * known.falsePositiveRate();
    assertThat((double) passing(asked))
        .isBetween(expected - 5 * Math.sqrt(expected), expected * 1.05 + 5 * Math.sqrt(expected));
    assertThat(known.falsePositiveRate()).isBetween(0.000_1, 0.01);
  }

  @Test
  void whatIsYoungerThanTheLastLookIsRuledOutByALookAfterItWasAskedFor() {
    fill(1, 10);
    known.lookAtAll();
    exhaustDoubts();
    for (Duration ahead : List.of(Duration.ofSeconds(-50), Duration.ZERO, Duration.ofMinutes(2))) {
      long id = Ids.firstAt(NOW.plus(ahead)) + 7;
      assertThat(mayExist(id)).isFalse();
      duringLook = () -> table.add(id + 1);
      assertThat(mayExist(id + 1)).as("committed before the look").isTrue();
      duringLook = () -> {};
      table.add(id);
      assertThat(mayExist(id)).isTrue();
    }
    assertThat(mayExist(Ids.firstAt(NOW.plus(Duration.ofDays(1))) + 7))
        .as("made up: nobody makes ids of tomorrow")
        .isFalse();
  }

  @Test
  void whenALookFailsOrIsAboutAnotherFilterTheYoungAreNotRuledOut() {
    fill(1, 10);
    known.lookAtAll();
    exhaustDoubts();
    duringLook =
        () -> {
          throw new IllegalStateException("away");
        };
    assertThat(mayExist(Ids.firstAt(NOW) + 7)).isTrue();
    duringLook =
        () -> {
          duringLook = () -> {};
          known.lookAtAll();
        };
    assertThat(mayExist(Ids.firstAt(NOW) + 7)).isTrue();
    assertThat(mayExist(Ids.firstAt(NOW) + 7)).isFalse();
  }

  @Test
  void manyWhoAskForYoungIdsAtOnceShareALook() {
    fill(1, 10);
    known.lookAtAll();
    exhaustDoubts();
    AtomicInteger looks = new AtomicInteger();
    duringLook = looks::incrementAndGet;
    List<Integer> asked =
        Crowd.of(64)
            .act(
                20,
                (client, round) -> {
                  assertThat(mayExist(Ids.firstAt(NOW) + 64L * round + client)).isFalse();
                  return client;
                });
    assertThat(asked).hasSize(64 * 20);
    assertThat(looks).hasValueBetween(1, asked.size() / 10);
    looks.set(0);
    List<ProductId> young =
        LongStream.range(0, 100).mapToObj(i -> new ProductId(Ids.firstAt(NOW) + i)).toList();
    assertThat(known.possible(young)).isEmpty();
    assertThat(looks).hasValue(1);
  }

  private boolean mayExist(long id) {
    return !known.possible(List.of(new ProductId(id))).isEmpty();
  }

  private List<ProductId> page(long after, int limit) {
    duringLook.run();
    return table.tailSet(after, false).stream().limit(limit).map(ProductId::new).toList();
  }

  private List<Long> fill(int from, int to) {
    List<Long> ids = LongStream.rangeClosed(from, to).map(i -> FIRST + i).boxed().toList();
    table.addAll(ids);
    return ids;
  }

  /** How many of so many made-up ids would be looked for. */
  private int passing(int many) {
    int passing = 0;
    for (int i = 1; i <= many; i++) {
      passing += mayExist(FIRST - i) ? 1 : 0;
    }
    return passing;
  }

  /** The clock stands, so those of this second are all there are. */
  private void exhaustDoubts() {
    passing(20);
  }
}

package io.mall.app.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * How soon something comes about. A busy machine stops for a second now and then, so one that is
 * late proves nothing; that most of them are late does.
 */
public final class Promptness {

  private Promptness() {}

  /** Fails unless the first attempt took no longer than the bound, or the next two. */
  public static void assertWithin(Duration bound, Callable<Duration> attempt) throws Exception {
    Duration first = attempt.call();
    if (first.compareTo(bound) > 0) {
      assertMostWithin(bound, List.of(first, attempt.call(), attempt.call()));
    }
  }

  /** Fails unless more than half of them took no longer than the bound. */
  public static void assertMostWithin(Duration bound, List<Duration> took) {
    assertThat(took.stream().filter(each -> each.compareTo(bound) <= 0).count())
        .as("how many of %s took no longer than %s", took, bound)
        .isGreaterThan(took.size() / 2);
  }

  /** How long it takes until something is so; looks all the time, for a minute at most. */
  public static Duration until(Callable<Boolean> so) {
    long start = System.nanoTime();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(so);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * Waits until something is so, and fails when a look that began later than the bound says that it
   * is not. How long a look takes does not count.
   */
  public static void assertSoAfter(Duration bound, Callable<Boolean> so) throws Exception {
    long end = System.nanoTime() + bound.toNanos();
    boolean late = false;
    while (!so.call()) {
      assertThat(late).as("not so %s after it should have been", bound).isFalse();
      late = System.nanoTime() - end > 0;
      Thread.sleep(2);
    }
  }
}

package io.mall.local;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Bounded waiting by asking again and again. */
final class Await {
  private static final Duration STEP = Duration.ofMillis(40);

  private Await() {}

  /** True as soon as the condition holds, false when it did not within the bound. */
  static boolean until(Duration bound, BooleanSupplier condition) {
    long end = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      sleep(STEP);
    }
    return true;
  }

  static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalClusterException("Interrupted while waiting.", e);
    }
  }
}

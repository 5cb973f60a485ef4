package io.mall.app.cache;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Leaves a server alone that does not answer. After some failures in a row nobody asks it for a
 * while; then one asks, and if that goes well everybody does.
 */
final class CircuitBreaker {

  private static final int FAILURES = 5;
  private static final long PAUSE = Duration.ofMillis(500).toNanos();

  private final LongSupplier nanos;
  private int failures;
  private boolean open;
  private long retryAt;

  /**
   * @param nanos a monotonic clock
   */
  CircuitBreaker(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether to ask; whoever does says how it went. */
  synchronized boolean mayAsk() {
    if (!open) {
      return true;
    }
    if (nanos.getAsLong() - retryAt < 0) {
      return false;
    }
    // This one tries; the others wait for the outcome, or for the next pause.
    pause();
    return true;
  }

  synchronized void succeeded() {
    failures = 0;
    open = false;
  }

  synchronized void failed() {
    failures++;
    if (failures >= FAILURES || open) {
      open = true;
      pause();
    }
  }

  synchronized boolean isOpen() {
    return open;
  }

  private void pause() {
    // Not all instances at the same moment.
    retryAt = nanos.getAsLong() + PAUSE + ThreadLocalRandom.current().nextLong(PAUSE / 2);
  }
}

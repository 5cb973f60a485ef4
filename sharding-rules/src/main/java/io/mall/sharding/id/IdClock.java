package io.mall.sharding.id;

import java.util.function.LongSupplier;

/**
 * The time of whoever keeps the leases, carried on by a monotonic clock of this machine. It is only
 * ever moved forward, and a source that jumps back is taken up again from where the time stood.
 */
final class IdClock {
  private record Anchor(long millis, long nanos) {}

  private final LongSupplier nanos;
  private volatile Anchor anchor;

  IdClock(LongSupplier nanos, long millis) {
    this.nanos = nanos;
    this.anchor = new Anchor(millis, nanos.getAsLong());
  }

  long millis() {
    Anchor from = anchor;
    long elapsed = nanos.getAsLong() - from.nanos;
    if (elapsed < 0) {
      return resume();
    }
    return from.millis + elapsed / 1_000_000;
  }

  /** Moves the time forward to {@code millis}, or leaves it where it stands further on. */
  synchronized void advance(long millis) {
    anchor = new Anchor(Math.max(millis(), millis), nanos.getAsLong());
  }

  private synchronized long resume() {
    long ticks = nanos.getAsLong();
    if (ticks < anchor.nanos) {
      anchor = new Anchor(anchor.millis, ticks);
    }
    return anchor.millis + (ticks - anchor.nanos) / 1_000_000;
  }
}

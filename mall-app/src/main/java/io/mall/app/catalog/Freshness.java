package io.mall.app.catalog;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What is known of the news of changes: whether something read at some time may still be served.
 */
final class Freshness {

  private final long maxStaleness;
  private final LongSupplier nanos;
  private final AtomicLong generation = new AtomicLong();
  private volatile long proven;

  /**
   * @param nanos a monotonic clock
   */
  Freshness(Duration maxStaleness, LongSupplier nanos) {
    this.maxStaleness = maxStaleness.toNanos();
    this.nanos = nanos;
    this.proven = nanos.getAsLong();
  }

  long now() {
    return nanos.getAsLong();
  }

  /** Counts how often all that was read has been distrusted. */
  long generation() {
    return generation.get();
  }

  void distrust() {
    generation.incrementAndGet();
  }

  void provenAt(long time) {
    proven = time;
  }

  /** How long ago it was last proven that no change was missed. */
  Duration unprovenFor() {
    return Duration.ofNanos(nanos.getAsLong() - proven);
  }

  /** Whether what was read in a generation, from a time on, may be served at another time. */
  boolean counts(long readIn, long readAt, long now) {
    // In this order: with the generation read first, the proof could be about a later one.
    long latestProof = proven;
    return readIn == generation.get() && Math.min(now - readAt, now - latestProof) <= maxStaleness;
  }

  /** Whether a read that began then is still worth waiting for. */
  boolean mayJoin(long readIn, long startedAt) {
    return readIn == generation.get() && nanos.getAsLong() - startedAt <= maxStaleness;
  }
}

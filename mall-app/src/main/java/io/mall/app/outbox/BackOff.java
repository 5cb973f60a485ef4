package io.mall.app.outbox;

import java.time.Duration;

/**
 * How long to wait after a failed delivery: doubling from the first to the longest, and somewhere
 * in the upper half of that, so that events which failed together do not come back together.
 */
record BackOff(Duration first, Duration longest) {

  private static final int MAX_DOUBLINGS = 30;

  /**
   * @param attempts how many deliveries have failed, at least 1
   * @param random 0 (inclusive) to 1
   */
  Duration after(int attempts, double random) {
    int doublings = Math.clamp(attempts - 1L, 0, MAX_DOUBLINGS);
    Duration full = first.multipliedBy(1L << doublings);
    long bound = (full.compareTo(longest) < 0 ? full : longest).toNanos();
    return Duration.ofNanos((long) (bound * (0.5 + random / 2)));
  }
}

package io.mall.sharding.id;

import java.util.concurrent.atomic.AtomicLong;

/** A lease in use: counts ticks (a millisecond and a sequence number) upwards inside its range. */
final class Grant {
  /** Answer of {@link #claim}: the range is used up or over. */
  static final long ENDED = -1;

  /** Answer of {@link #claim}: too far ahead of time already. */
  static final long AHEAD = -2;

  final int worker;
  private final Lease lease;
  private final AtomicLong last;
  private volatile long until;

  Grant(Lease lease) {
    this.lease = lease;
    this.worker = lease.worker();
    this.until = lease.until();
    this.last = new AtomicLong((lease.from() << Ids.SEQUENCE_BITS) - 1);
  }

  /** The next tick, at {@code now} or later, or {@link #ENDED} or {@link #AHEAD}. */
  long claim(long now) {
    long bound = Math.min(until, Ids.LAST_MILLIS);
    long horizon = Math.max(now, lease.from()) + Ids.BORROW_MILLIS;
    while (true) {
      long previous = last.get();
      long tick = Math.max(previous + 1, now << Ids.SEQUENCE_BITS);
      long millis = tick >>> Ids.SEQUENCE_BITS;
      if (millis >= bound) {
        return ENDED;
      }
      if (millis > horizon) {
        return AHEAD;
      }
      if (last.compareAndSet(previous, tick)) {
        return tick;
      }
    }
  }

  boolean claimable(long now) {
    return Math.max(last.get() + 1, now << Ids.SEQUENCE_BITS) >>> Ids.SEQUENCE_BITS < until;
  }

  /** The last millisecond of which a tick was taken; just before the range when none was. */
  long used() {
    return last.get() >>> Ids.SEQUENCE_BITS;
  }

  void extend(long later) {
    until = Math.max(until, later);
  }

  /** Ends the range so that nothing more can be claimed; answers the last millisecond used. */
  long end() {
    until = 0;
    return last.getAndSet(Long.MAX_VALUE - 1) >>> Ids.SEQUENCE_BITS;
  }

  Lease lease() {
    return new Lease(
        worker, lease.holder(), lease.from(), Math.max(until, lease.from() + 1), lease.now());
  }
}

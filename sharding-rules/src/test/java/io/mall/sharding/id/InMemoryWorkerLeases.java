package io.mall.sharding.id;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The rules of the Redis script in Java, with data that can be lost and a server that can be away.
 */
final class InMemoryWorkerLeases implements WorkerLeases {
  static final long LEASE = 30_000;
  static final long GRACE = 30_000;
  static final long QUARANTINE = 60_000;

  private record Held(String holder, long from, long until) {}

  private final LongSupplier millis;
  private final Map<Integer, Held> held = new HashMap<>();
  private long born = -1;
  private long serial;
  private boolean away;

  InMemoryWorkerLeases(LongSupplier millis) {
    this.millis = millis;
  }

  /** As after a start without data. */
  synchronized void lose() {
    held.clear();
    born = -1;
  }

  /** How long ago the registry was written for the first time; 0 if it has yet to be. */
  synchronized long age() {
    return born < 0 ? 0 : millis.getAsLong() - born;
  }

  synchronized void away(boolean value) {
    away = value;
  }

  private long now() {
    if (away) {
      throw new IllegalStateException("leases are away");
    }
    return millis.getAsLong();
  }

  @Override
  public synchronized Lease acquire(long atLeast) {
    long now = now();
    born = born < 0 ? now : born;
    int best = -1;
    long start = Long.MAX_VALUE;
    for (int worker = 0; worker < Ids.WORKERS; worker++) {
      Held each = held.get(worker);
      long candidate = Long.MAX_VALUE;
      if (each == null) {
        candidate = Math.max(Math.max(now, born + QUARANTINE), atLeast);
      } else if (each.holder.isEmpty() || now >= each.until + GRACE) {
        candidate = Math.max(Math.max(now, each.until), atLeast);
      }
      if (candidate < start) {
        best = worker;
        start = candidate;
      }
    }
    if (best < 0) {
      throw new NoFreeWorkerException("All worker numbers are leased");
    }
    Held lease = new Held("holder-" + serial++, start, start + LEASE);
    held.put(best, lease);
    return new Lease(best, lease.holder, lease.from, lease.until, now);
  }

  @Override
  public synchronized Optional<Lease> renew(Lease lease, long used) {
    long now = now();
    Held each = held.get(lease.worker());
    if (each == null || !each.holder.equals(lease.holder())) {
      return Optional.empty();
    }
    long until = Math.max(each.until, Math.max(now, used) + LEASE);
    held.put(lease.worker(), new Held(each.holder, each.from, until));
    return Optional.of(new Lease(lease.worker(), each.holder, each.from, until, now));
  }

  @Override
  public synchronized void release(Lease lease, long used) {
    now();
    Held each = held.get(lease.worker());
    if (each != null && each.holder.equals(lease.holder())) {
      held.put(lease.worker(), new Held("", each.from, Math.max(each.from, used + 1)));
    }
  }
}

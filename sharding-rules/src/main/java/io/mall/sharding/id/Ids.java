package io.mall.sharding.id;

import io.mall.sharding.slot.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues ids: 41 bits of milliseconds since 2025, 6 bits worker, 6 bits sequence, 10 bits slot.
 *
 * <p>64 workers of 64,000 ids a second each. No wall clock of this machine enters an id: time comes
 * from the leases and is carried on by the JVM's monotonic clock, so setting the clock back changes
 * nothing, and all nodes agree to within a round trip. Ids of one generator only ever grow.
 *
 * <p>Safe for any number of threads. {@link #next} asks nobody: it counts in memory, inside the
 * stretch of time that its lease grants, and throws rather than leave it.
 */
public final class Ids implements AutoCloseable {
  /** 2025-01-01T00:00:00Z; the 41 bits last until September 2094. */
  public static final long EPOCH_MILLIS = 1_735_689_600_000L;

  static final int SEQUENCE_BITS = 6;
  static final int WORKER_BITS = 6;
  static final int WORKERS = 1 << WORKER_BITS;
  static final long LAST_MILLIS = EPOCH_MILLIS + (1L << 41) - 1;

  /** How far ids may run ahead of time in a burst: a million ids, then 64 a millisecond. */
  static final long BORROW_MILLIS = 15_000;

  private static final int WORKER_SHIFT = Slot.BITS + SEQUENCE_BITS;
  private static final int TIME_SHIFT = WORKER_SHIFT + WORKER_BITS;
  private static final Duration RENEWAL = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Logger log = LoggerFactory.getLogger(Ids.class);

  private final WorkerLeases leases;
  private final LongSupplier nanos;
  private final IdClock clock;
  private final Object renewal = new Object();
  private final Thread renewer;
  private volatile Grant grant;
  private volatile boolean closed;
  private @Nullable RuntimeException failure;
  private long failedAt;

  private Ids(WorkerLeases leases, LongSupplier nanos, boolean renewing) {
    this.leases = leases;
    this.nanos = nanos;
    Lease first = leases.acquire(EPOCH_MILLIS);
    this.clock = new IdClock(nanos, first.now());
    this.grant = new Grant(first);
    this.renewer = Thread.ofVirtual().name("mall-ids-renewal").unstarted(this::keepRenewing);
    if (renewing) {
      renewer.start();
    }
  }

  /**
   * Takes a worker number and keeps it until {@link #close}.
   *
   * @throws NoFreeWorkerException when all are taken
   */
  public static Ids open(WorkerLeases leases) {
    return new Ids(leases, System::nanoTime, true);
  }

  /** A generator that renews only when told to, on a clock of the caller's. */
  static Ids manual(WorkerLeases leases, LongSupplier nanos) {
    return new Ids(leases, nanos, false);
  }

  /**
   * A new id in a slot.
   *
   * @throws IdsUnavailableException when the lease is over and could not be renewed
   */
  public long next(Slot slot) {
    Grant current = grant;
    long tick = current.claim(clock.millis());
    if (tick < 0) {
      return nextSlowly(slot);
    }
    return idOf(tick, current.worker, slot);
  }

  private long nextSlowly(Slot slot) {
    long patience = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      Grant current = grant;
      long tick = current.claim(clock.millis());
      if (tick >= 0) {
        return idOf(tick, current.worker, slot);
      }
      if (tick == Grant.ENDED) {
        renewNow(current);
      } else if (System.nanoTime() > patience) {
        throw new IdsUnavailableException(
            "Ids are wanted faster than 64,000 a second for longer than can be borrowed ahead",
            null);
      } else {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  /** The lease ids are issued under now. */
  public Lease lease() {
    return grant.lease();
  }

  /** When an id was issued, give or take what its worker had borrowed ahead. */
  public static Instant timeOf(long id) {
    return Instant.ofEpochMilli((id >>> TIME_SHIFT) + EPOCH_MILLIS);
  }

  /** The smallest number that an id of this time could have; 0 before ids began. */
  public static long firstAt(Instant time) {
    return Math.max(0, time.toEpochMilli() - EPOCH_MILLIS) << TIME_SHIFT;
  }

  /** The number of the worker that issued an id. */
  public static int workerOf(long id) {
    return (int) (id >>> WORKER_SHIFT) & (WORKERS - 1);
  }

  private static long idOf(long tick, int worker, Slot slot) {
    long millis = (tick >>> SEQUENCE_BITS) - EPOCH_MILLIS;
    long sequence = tick & ((1 << SEQUENCE_BITS) - 1);
    return millis << TIME_SHIFT
        | (long) worker << WORKER_SHIFT
        | sequence << Slot.BITS
        | slot.value();
  }

  /** Extends the lease, or takes another one when it is lost. */
  void renew() {
    synchronized (renewal) {
      if (closed) {
        return;
      }
      Grant current = grant;
      try {
        Optional<Lease> renewed = leases.renew(current.lease(), current.used());
        Lease lease = renewed.orElseGet(() -> leases.acquire(current.used() + 1));
        clock.advance(lease.now());
        if (renewed.isPresent()) {
          current.extend(lease.until());
        } else {
          grant = new Grant(lease);
          log.atWarn()
              .addKeyValue("lost", current.worker)
              .addKeyValue("worker", lease.worker())
              .log("worker lease lost, took another");
        }
        failure = null;
      } catch (RuntimeException e) {
        failure = e;
        failedAt = nanos.getAsLong();
        throw e;
      }
    }
  }

  private void renewNow(Grant ended) {
    synchronized (renewal) {
      if (grant != ended || ended.claimable(clock.millis())) {
        return;
      }
      boolean failedJustNow =
          failure != null && Math.abs(nanos.getAsLong() - failedAt) < RETRY.toNanos();
      if (closed || failedJustNow) {
        throw unavailable(failure);
      }
      try {
        renew();
      } catch (RuntimeException e) {
        throw unavailable(e);
      }
    }
  }

  private IdsUnavailableException unavailable(@Nullable Throwable cause) {
    if (closed) {
      return new IdsUnavailableException("This generator of ids is closed", null);
    }
    Lease lease = lease();
    return new IdsUnavailableException(
        "The lease of worker %d for ids ended at %s and could not be renewed"
            .formatted(lease.worker(), Instant.ofEpochMilli(lease.until())),
        cause);
  }

  private void keepRenewing() {
    boolean healthy = true;
    while (!closed) {
      try {
        Thread.sleep(healthy ? RENEWAL : RETRY);
        renew();
        healthy = true;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (healthy) {
          log.atWarn()
              .addKeyValue("worker", lease().worker())
              .addKeyValue("until", Instant.ofEpochMilli(lease().until()))
              .setCause(e)
              .log("worker lease not renewed, trying again until it ends");
        }
        healthy = false;
      }
    }
  }

  /** Gives the worker number back. No id can be had afterwards. */
  @Override
  public void close() {
    renewer.interrupt();
    synchronized (renewal) {
      if (closed) {
        return;
      }
      closed = true;
      long used = grant.end();
      try {
        leases.release(grant.lease(), used);
      } catch (RuntimeException e) {
        log.atWarn()
            .addKeyValue("worker", grant.worker)
            .setCause(e)
            .log("worker lease not returned");
      }
    }
  }
}

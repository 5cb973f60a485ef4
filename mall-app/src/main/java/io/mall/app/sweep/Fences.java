package io.mall.app.sweep;

import io.mall.app.data.Transactions;
import io.mall.sharding.slot.TableGroup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RFencedLock;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Locks for work that one instance does for all, and the fences that make them hold. A lock in
 * Redis is a lease: a process that is stopped for longer wakes up believing that it still has it.
 * So every lease has a number, higher than all before, and the last statement of each of its
 * transactions leaves that number in the database, which refuses a lower one.
 */
@Component
public class Fences {

  private static final Logger log = LoggerFactory.getLogger(Fences.class);
  private static final ScopedValue<Grant> GRANT = ScopedValue.newInstance();

  private final FenceMapper mapper;
  private final Transactions transactions;
  private final RedissonClient redisson;
  private final MeterRegistry meters;
  private final Clock clock;

  Fences(
      FenceMapper mapper,
      Transactions transactions,
      RedissonClient redisson,
      MeterRegistry meters,
      Clock clock) {
    this.mapper = mapper;
    this.transactions = transactions;
    this.redisson = redisson;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Does a job unless another instance is at it.
   *
   * @param lease after what time another instance may begin, whatever became of this one
   * @return the token of the lease, or nothing when another instance has it
   */
  public Optional<Long> alone(String name, Duration lease, Runnable work) {
    RFencedLock lock = redisson.getFencedLock(lockName(name));
    @Nullable Long token = lock.tryLockAndGetToken(0, lease.toMillis(), TimeUnit.MILLISECONDS);
    if (token == null) {
      return Optional.empty();
    }
    try {
      ScopedValue.where(GRANT, new Grant(name, token)).run(work);
    } catch (LeaseLostException lost) {
      meters.counter("mall.sweep.fenced", "job", name).increment();
      if (lock.isHeldByCurrentThread()) {
        catchUp(name, lost);
      }
      throw lost;
    } finally {
      if (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    }
    return Optional.of(token);
  }

  /**
   * A local transaction of the job under way on this thread: it commits only if nobody has taken
   * the job over and written since.
   *
   * @param group whose rows are written
   */
  public <T> T write(TableGroup group, Supplier<T> work) {
    if (!GRANT.isBound()) {
      throw new IllegalStateException("nobody granted this job to this thread");
    }
    Grant grant = GRANT.get();
    return transactions.write(
        () -> {
          T result = work.get();
          pass(group, grant);
          return result;
        });
  }

  /** The right under which this thread is at work, for work that goes on on another one. */
  public static @Nullable Grant current() {
    return GRANT.isBound() ? GRANT.get() : null;
  }

  /**
   * Has the caller's transaction commit only if nobody has taken the job over and written since.
   * Last of all, so that a process stopped in the middle of its work holds up nobody here.
   *
   * @throws LeaseLostException when somebody has
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void pass(TableGroup group, Grant grant) {
    Instant now = clock.instant();
    if (mapper.raise(group, grant.name(), grant.token(), now) == 1) {
      return;
    }
    Optional<Long> newer = mapper.find(group, grant.name());
    if (newer.isPresent()) {
      throw new LeaseLostException(grant, newer.get());
    }
    mapper.insert(group, grant.name(), grant.token(), now);
  }

  /** Redis has lost its counter: it goes on above what the databases remember. */
  private void catchUp(String name, LeaseLostException lost) {
    redisson.getAtomicLong(tokenName(name)).addAndGet(lost.behind());
    log.atWarn()
        .addKeyValue("job", name)
        .addKeyValue("behind", lost.behind())
        .log("Redis counted fencing tokens anew, it was put right");
  }

  static String lockName(String name) {
    return "mall:sweep:" + name;
  }

  /** Where Redisson counts the tokens of a lock. */
  static String tokenName(String name) {
    return "redisson_lock_token:{" + lockName(name) + "}";
  }
}

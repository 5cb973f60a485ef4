package io.mall.app.replica;

import io.mall.app.kernel.UserId;
import io.mall.sharding.ShardedDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The users of whose things something was written a moment ago, known to all instances through
 * Redis. When Redis does not answer, everybody may have, and it is not asked again until the moment
 * is over.
 */
@Component
public class RecentWriters {

  private static final Logger log = LoggerFactory.getLogger(RecentWriters.class);

  private static final String KEY = "mall:wrote:";

  /** Beyond what replicas may be behind: the looks at them, and the way of an answer. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final long PATIENCE_MILLIS = 100;

  private final RedissonClient redis;
  private final Duration moment;
  private final Counter unknown;
  private volatile long asksAgainAt = System.nanoTime();

  RecentWriters(RedissonClient redis, ShardedDataSource shards, MeterRegistry metrics) {
    this.redis = redis;
    this.moment = shards.replicas().maxLag().plus(MARGIN);
    this.unknown =
        Counter.builder("mall.replica.writers.unknown")
            .description("Times that Redis could not say or be told who has just written")
            .register(metrics);
  }

  /** Whether a user wrote so recently that a replica may lack it; true when nobody can tell. */
  boolean mayHaveJustWritten(UserId user) {
    if (isAway()) {
      return true;
    }
    Boolean known =
        await(redis.getBucket(KEY + user.text(), StringCodec.INSTANCE).isExistsAsync(), true);
    return known;
  }

  /**
   * Remembers that something of a user's was written, once the transaction under way, if any, is
   * committed. Requests of the user's own do so by themselves; this is for what others do to it.
   */
  public void wroteFor(UserId user) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      justWrote(user);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            justWrote(user);
          }
        });
  }

  /** Remembers that a user has written. */
  void justWrote(UserId user) {
    if (isAway()) {
      unknown.increment();
      return;
    }
    var _ =
        await(
            redis
                .getBucket(KEY + user.text(), StringCodec.INSTANCE)
                .setAsync("", moment)
                .thenApply(_ -> true),
            false);
  }

  private boolean isAway() {
    return System.nanoTime() - asksAgainAt < 0;
  }

  private boolean await(CompletionStage<Boolean> answer, boolean otherwise) {
    try {
      return answer.toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | RedisException away) {
      asksAgainAt = System.nanoTime() + moment.toNanos();
      unknown.increment();
      log.atWarn().addKeyValue("cause", away.toString()).log("who has just written is unknown");
      return otherwise;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return otherwise;
    }
  }
}

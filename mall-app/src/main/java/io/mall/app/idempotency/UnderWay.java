package io.mall.app.idempotency;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RFuture;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which keys are being worked on: those of this instance in memory, those of all in Redis. It is a
 * courtesy to clients who are too fast, nothing depends on it: the row with the key decides. So a
 * mark is short-lived, and while Redis does not answer, only this instance's own are known.
 */
@Component
class UnderWay {

  private static final Logger log = LoggerFactory.getLogger(UnderWay.class);

  /** Far longer than requests take, and as long as a client may wait for an instance that died. */
  private static final Duration LEASE = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofMillis(250);

  /** How long Redis is left alone after it did not answer. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final RedissonClient redisson;
  private final ConcurrentMap<String, String> here = new ConcurrentHashMap<>();
  private volatile long awayUntil = System.nanoTime();

  UnderWay(RedissonClient redisson) {
    this.redisson = redisson;
  }

  /**
   * Marks an intent as being worked on.
   *
   * @return what the key means to the one that is worked on already, or nothing
   */
  Optional<String> begin(Intent intent) {
    String other = here.putIfAbsent(intent.name(), intent.meaning());
    if (other != null) {
      return Optional.of(other);
    }
    Optional<String> elsewhere = beginElsewhere(intent);
    if (elsewhere.isPresent()) {
      here.remove(intent.name());
    }
    return elsewhere;
  }

  void end(Intent intent) {
    here.remove(intent.name());
    ask(redisson.<String>getBucket(mark(intent))::deleteAsync);
  }

  private Optional<String> beginElsewhere(Intent intent) {
    var bucket = redisson.<String>getBucket(mark(intent));
    Boolean first = ask(() -> bucket.setIfAbsentAsync(intent.meaning(), LEASE));
    return first == null || first ? Optional.empty() : Optional.ofNullable(ask(bucket::getAsync));
  }

  private interface Question<T> {
    RFuture<T> ask();
  }

  /** The answer, or nothing when there was none in time. */
  private <T> @Nullable T ask(Question<T> question) {
    if (System.nanoTime() - awayUntil < 0) {
      return null;
    }
    try {
      return question.ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException | CancellationException | RedisException away) {
      awayUntil = System.nanoTime() + PAUSE.toNanos();
      log.debug("requests in progress elsewhere are unknown", away);
    }
    return null;
  }

  private static String mark(Intent intent) {
    return "mall:idempotency:" + intent.name();
  }
}

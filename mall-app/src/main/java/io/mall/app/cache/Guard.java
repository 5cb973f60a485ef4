package io.mall.app.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Redis with a bound on the wait, and not at all while it does not answer. */
final class Guard {

  /** What came of looking for something in Redis. */
  enum Outcome {
    HIT,
    /** Found after somebody else had read it. */
    WAITED,
    MISS,
    /** Redis did not answer, or was not asked since it had not answered before. */
    AWAY
  }

  private static final Logger log = LoggerFactory.getLogger(Guard.class);

  private final @Nullable CircuitBreaker breaker;
  private final long patience;
  private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);

  /**
   * @param kind the kind of thing, for metrics
   * @param breaker null to ask always
   * @param patience how long one answer may take
   */
  Guard(String kind, @Nullable CircuitBreaker breaker, Duration patience, MeterRegistry metrics) {
    this.breaker = breaker;
    this.patience = patience.toNanos();
    for (Outcome outcome : Outcome.values()) {
      Counter counter =
          Counter.builder("mall.cache.shared.reads")
              .description("Things looked for in Redis that were not in memory")
              .tag("kind", kind)
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(metrics);
      outcomes.put(outcome, counter);
    }
  }

  void count(Outcome outcome) {
    Counter counter = outcomes.get(outcome);
    if (counter != null) {
      counter.increment();
    }
  }

  /** What Redis answers; null when it does not. */
  <T> @Nullable T ask(Supplier<CompletionStage<T>> question) {
    if (breaker != null && !breaker.mayAsk()) {
      count(Outcome.AWAY);
      return null;
    }
    try {
      T answer = question.get().toCompletableFuture().get(patience, TimeUnit.NANOSECONDS);
      succeeded();
      return answer;
    } catch (ExecutionException | TimeoutException | RedisException away) {
      failed(away);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    count(Outcome.AWAY);
    return null;
  }

  /** Tells Redis something without waiting whether it arrives. */
  void send(Supplier<CompletionStage<byte[]>> message) {
    if (breaker != null && !breaker.mayAsk()) {
      return;
    }
    try {
      var _ =
          message
              .get()
              .whenComplete(
                  (done, failure) -> {
                    if (failure == null) {
                      succeeded();
                    } else {
                      failed(failure);
                    }
                  });
    } catch (RedisException away) {
      failed(away);
    }
  }

  boolean isOpen() {
    return breaker != null && breaker.isOpen();
  }

  private void succeeded() {
    if (breaker != null) {
      breaker.succeeded();
    }
  }

  private void failed(Throwable failure) {
    log.atDebug().setCause(failure).log("the shared cache does not answer");
    if (breaker != null) {
      breaker.failed();
    }
  }
}

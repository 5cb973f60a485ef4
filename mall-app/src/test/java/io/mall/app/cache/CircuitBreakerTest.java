package io.mall.app.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private final AtomicLong nanos = new AtomicLong();
  private final CircuitBreaker breaker = new CircuitBreaker(nanos::get);

  @Test
  void aFewFailuresBetweenSuccessesAreNothing() {
    for (int i = 0; i < 100; i++) {
      breaker.failed();
      breaker.failed();
      breaker.succeeded();
    }
    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.mayAsk()).isTrue();
  }

  @Test
  void afterFailuresInARowOneAsksNowAndThenUntilItGoesWell() {
    fail(5);
    assertThat(breaker.mayAsk()).isFalse();
    for (int i = 0; i < 3; i++) {
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThat(breaker.mayAsk()).as("the one who tries").isTrue();
      assertThat(breaker.mayAsk()).as("the others").isFalse();
      breaker.failed();
    }
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(breaker.mayAsk()).isTrue();
    breaker.succeeded();
    assertThat(breaker.isOpen()).isFalse();
    fail(4);
    assertThat(breaker.mayAsk()).isTrue();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed();
    }
  }
}

package io.mall.app.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The bound in front of the connection pools. Virtual threads would queue there by the thousand and
 * every one of them would be slow; here the surplus waits briefly and is then told to come back.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class LoadFilter extends OncePerRequestFilter {

  private final Semaphore turns;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int maxWaiting;
  private final Counter shed;
  private final long maxWaitNanos;
  private final ProblemWriter writer;

  LoadFilter(WebProperties properties, ProblemWriter writer, MeterRegistry metrics) {
    this.turns = new Semaphore(properties.maxConcurrentRequests(), true);
    this.maxWaiting = properties.maxWaiting();
    this.shed =
        Counter.builder("mall.web.shed")
            .description("Requests told to come back")
            .register(metrics);
    Gauge.builder("mall.web.waiting", waiting, AtomicInteger::get)
        .description("Requests that wait for their turn")
        .register(metrics);
    Gauge.builder("mall.web.free", turns, Semaphore::availablePermits)
        .description("Requests that could start at once")
        .register(metrics);
    this.maxWaitNanos = properties.maxWait().toNanos();
    this.writer = writer;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!awaitTurn()) {
      shed.increment();
      writer.write(new FailureProblem.Overloaded(), request, response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      turns.release();
    }
  }

  /** At once, or in a short queue; when that is full too, waiting would only make it longer. */
  private boolean awaitTurn() {
    if (turns.tryAcquire()) {
      return true;
    }
    try {
      return waiting.incrementAndGet() <= maxWaiting
          && turns.tryAcquire(maxWaitNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.decrementAndGet();
    }
  }
}

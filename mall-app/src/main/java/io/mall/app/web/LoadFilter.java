package io.mall.app.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The bound in front of the connection pools. Virtual threads would queue there by the thousand and
 * every one of them would be slow; here the surplus waits briefly and is then told to come back,
 * whoever looks around before whoever buys.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class LoadFilter extends OncePerRequestFilter {

  private final Turns turns;
  private final Map<Priority, Counter> shed = new EnumMap<>(Priority.class);
  private final long maxWaitNanos;
  private final ProblemWriter writer;

  LoadFilter(WebProperties properties, ProblemWriter writer, MeterRegistry metrics) {
    this.turns = new Turns(properties.maxConcurrentRequests(), properties.maxWaiting());
    for (Priority each : Priority.values()) {
      shed.put(
          each,
          Counter.builder("mall.web.shed")
              .description("Requests told to come back")
              .tag("priority", each.name().toLowerCase(Locale.ROOT))
              .register(metrics));
    }
    Gauge.builder("mall.web.waiting", turns, Turns::waiting)
        .description("Requests that wait for their turn")
        .register(metrics);
    Gauge.builder("mall.web.free", turns, Turns::free)
        .description("Requests that could start at once")
        .register(metrics);
    this.maxWaitNanos = properties.maxWait().toNanos();
    this.writer = writer;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Priority priority = Priority.of(request);
    if (!turns.begin(priority, maxWaitNanos)) {
      Objects.requireNonNull(shed.get(priority)).increment();
      writer.write(new FailureProblem.Overloaded(), request, response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      turns.end();
    }
  }
}

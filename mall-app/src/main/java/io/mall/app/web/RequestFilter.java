package io.mall.app.web;

import io.mall.app.access.AccessLog;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The outermost filter: gives the request its trace id, waits for its body, answers what no one
 * else caught, and writes one access line that names the path's pattern, never the path.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestFilter extends OncePerRequestFilter {

  private final BodyReader bodies;
  private final ProblemWriter writer;
  private final Failures failures;

  RequestFilter(WebProperties properties, ProblemWriter writer, Failures failures) {
    this.bodies = new BodyReader(properties);
    this.writer = writer;
    this.failures = failures;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long start = System.nanoTime();
    String trace = Trace.of(request.getHeader("traceparent"));
    MDC.put(Trace.MDC_KEY, trace);
    request.setAttribute(Trace.ATTRIBUTE, trace);
    response.setHeader("X-Request-Id", trace);
    try (BodyReader.Body body = bodies.read(request)) {
      chain.doFilter(body.request(), response);
    } catch (IOException | ServletException | RuntimeException e) {
      writer.write(failures.problemOf(e), request, response);
    } finally {
      logAccess(request, response, Duration.ofNanos(System.nanoTime() - start));
      MDC.remove(Trace.MDC_KEY);
    }
  }

  private static void logAccess(
      HttpServletRequest request, HttpServletResponse response, Duration took) {
    if (AccessLog.isOn()) {
      Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
      String route = pattern == null ? "none" : pattern.toString();
      AccessLog.write(request.getMethod(), route, response.getStatus(), took);
    }
  }
}

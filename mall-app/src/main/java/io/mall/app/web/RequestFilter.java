package io.mall.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: gives the request its trace id, waits for its body, and answers what no one
 * else caught.
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
    String trace = Trace.of(request.getHeader("traceparent"));
    MDC.put(Trace.MDC_KEY, trace);
    request.setAttribute(Trace.ATTRIBUTE, trace);
    response.setHeader("X-Request-Id", trace);
    try (BodyReader.Body body = bodies.read(request)) {
      chain.doFilter(body.request(), response);
    } catch (IOException | ServletException | RuntimeException e) {
      writer.write(failures.problemOf(e), request, response);
    } finally {
      MDC.remove(Trace.MDC_KEY);
    }
  }
}

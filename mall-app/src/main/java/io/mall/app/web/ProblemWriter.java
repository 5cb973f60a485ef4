package io.mall.app.web;

import io.mall.app.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem as an RFC 9457 document: the only place that does. */
@Component
public class ProblemWriter {

  private final JsonMapper mapper;
  private final MeterRegistry metrics;

  ProblemWriter(JsonMapper mapper, MeterRegistry metrics) {
    this.mapper = mapper;
    this.metrics = metrics;
  }

  public void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    metrics.counter("mall.web.problems", "code", problem.code()).increment();
    response.resetBuffer();
    response.setStatus(problem.kind().status());
    response.setContentType("application/problem+json");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(HttpHeaders.ETAG, null);
    Duration retryAfter = problem.retryAfter();
    if (retryAfter != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    }
    byte[] body = mapper.writeValueAsBytes(members(problem, request));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static Map<String, Object> members(Problem problem, HttpServletRequest request) {
    Map<String, Object> members = new LinkedHashMap<>();
    String code = problem.code();
    members.put("type", "/problems/" + code);
    members.put("title", problem.title());
    members.put("status", problem.kind().status());
    members.put("detail", problem.detail());
    members.put("code", code);
    Object trace = request.getAttribute(Trace.ATTRIBUTE);
    members.put("traceId", trace == null ? Trace.id() : trace);
    if (!problem.errors().isEmpty()) {
      members.put("errors", problem.errors());
    }
    return members;
  }
}

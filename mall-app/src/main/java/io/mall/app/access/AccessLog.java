package io.mall.app.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.servlet.HandlerMapping;

/**
 * One line for each request, which names the pattern of its path, never the path. The server asks
 * for it when the answer is out: only then is it known how many bytes were sent.
 */
public final class AccessLog extends ValveBase implements org.apache.catalina.AccessLog {

  private static final String TRACE = "traceId";
  private static final String TRACE_HEADER = "X-Request-Id";
  private static final String NONE = "none";
  private static final String NOBODY = "-";

  /** The name it has always had, which operators may have set a level for. */
  private static final Logger log = LoggerFactory.getLogger("io.mall.app.web.RequestFilter");

  /** Where Spring Security leaves the log-in of a request. */
  private final RequestAttributeSecurityContextRepository logins =
      new RequestAttributeSecurityContextRepository();

  AccessLog() {
    super(true);
  }

  /** Whether anybody wants the lines, and so a request may have to wait until one is written. */
  public static boolean isOn() {
    return log.isInfoEnabled();
  }

  /** Names the route of a request that does not get as far as Spring MVC, if anybody wants it. */
  public static void route(ServletRequest request, String pattern) {
    if (isOn()) {
      request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
    }
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
  }

  /**
   * Writes the line.
   *
   * @param nanos since the first byte of the request
   */
  @Override
  public void log(Request request, Response response, long nanos) {
    if (!isOn()) {
      return;
    }
    // Requests that nobody could read have neither a trace, nor perhaps a method.
    MDC.put(TRACE, orElse(response.getHeader(TRACE_HEADER), NONE));
    try {
      log.atInfo()
          .addKeyValue("method", orElse(request.getMethod(), NONE))
          .addKeyValue("route", routeOf(request))
          .addKeyValue("status", response.getStatus())
          .addKeyValue("bytes", response.getBytesWritten(false))
          .addKeyValue("user", userOf(request))
          .addKeyValue("micros", nanos / 1000)
          .log("request answered");
    } finally {
      MDC.remove(TRACE);
    }
  }

  private static Object routeOf(Request request) {
    return orElse(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE), NONE);
  }

  private String userOf(Request request) {
    Authentication login = logins.loadDeferredContext(request).get().getAuthentication();
    return login == null ? NOBODY : login.getName();
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  /** It shows no addresses, so it is all the same who is behind a proxy. */
  @Override
  public void setRequestAttributesEnabled(boolean enabled) {}

  @Override
  public boolean getRequestAttributesEnabled() {
    return false;
  }
}

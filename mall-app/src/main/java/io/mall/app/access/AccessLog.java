package io.mall.app.access;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One line for each request, which names the pattern of its path, never the path. */
public final class AccessLog {

  private static final String TRACE = "traceId";

  /** The name it has always had, which operators may have set a level for. */
  private static final Logger log = LoggerFactory.getLogger("io.mall.app.web.RequestFilter");

  private AccessLog() {}

  /** Whether anybody wants the lines; ask before working out what is in them. */
  public static boolean isOn() {
    return log.isInfoEnabled();
  }

  /** The line of a request that ran on this thread under a trace id of its own. */
  public static void write(String trace, String method, String route, int status, Duration took) {
    MDC.put(TRACE, trace);
    try {
      write(method, route, status, took);
    } finally {
      MDC.remove(TRACE);
    }
  }

  /** The line of a request whose trace id is in the context of the log already. */
  public static void write(String method, String route, int status, Duration took) {
    log.atInfo()
        .addKeyValue("method", method)
        .addKeyValue("route", route)
        .addKeyValue("status", status)
        .addKeyValue("micros", took.toNanos() / 1000)
        .log("request answered");
  }
}

package io.mall.app.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what the server refuses before any filter sees it: a request line or header that cannot
 * be read. Without it such a client gets a page of HTML. And lets go of those that are too slow.
 */
public final class ProblemValve extends ErrorReportValve {

  private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    super.invoke(request, response);
    if (response.getStatus() == HttpServletResponse.SC_REQUEST_TIMEOUT) {
      // The rest of a body that comes too slowly is not waited for.
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    String trace = Trace.of(null);
    String code = status < 500 ? "request/unreadable" : "failure/unexpected";
    String title = status < 500 ? "Unreadable" : "Unexpected";
    String detail = status < 500 ? "The request could not be read." : "Incident " + trace + ".";
    byte[] body =
        """
        {"type":"/problems/%s","title":"%s","status":%d,"detail":"%s","code":"%s","traceId":"%s"}"""
            .formatted(code, title, status, detail, code, trace)
            .getBytes(StandardCharsets.UTF_8);
    try {
      response.setContentType("application/problem+json");
      response.setHeader("X-Request-Id", trace);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException gone) {
      log.atDebug().setCause(gone).log("nobody reads the answer");
    }
  }
}

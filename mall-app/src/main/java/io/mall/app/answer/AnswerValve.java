package io.mall.app.answer;

import io.mall.app.access.AccessLog;
import io.mall.app.control.Switch;
import io.mall.app.web.Trace;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Sends ready answers before the servlet filters, the queue in front of the pools and Spring see
 * the request. Whatever it does not know for certain goes on to them, and they answer the same.
 *
 * <p>It is a valve and writes headers as bytes, since at some 20 microseconds a request the filter
 * chain, the conversion of texts and a second copy of the body are a good part of the work.
 */
final class AnswerValve extends ValveBase {

  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private final Route[] routes;
  private final Switch on;
  private final AtOnce atOnce;

  AnswerValve(Route[] routes, Switch on, AtOnce atOnce) {
    super(true);
    this.routes = routes;
    this.on = on;
    this.atOnce = atOnce;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (!isAnswered(request, response)) {
      getNext().invoke(request, response);
    }
  }

  private boolean isAnswered(Request request, Response response) throws IOException {
    long start = System.nanoTime();
    AtOnce.Found found = atOnce.take();
    String method = request.getMethod();
    if (response.getStatus() != OK || method == null || request.getRequestURI() == null) {
      // The server could not read it; somebody else tells the client.
      return false;
    }
    boolean head = method.equals("HEAD");
    if (!(head || method.equals("GET")) || !isSimple(request.getCoyoteRequest())) {
      return false;
    }
    if (found != null) {
      send(found, request, response, head, start);
      return true;
    }
    if (!on.isOn()) {
      return false;
    }
    for (Route route : routes) {
      Answer answer = route.find(request.getRequestURI(), request.getQueryString());
      if (answer != null) {
        send(new AtOnce.Found(route, answer), request, response, head, start);
        return true;
      }
    }
    return false;
  }

  private static void send(
      AtOnce.Found found, Request request, Response response, boolean head, long start)
      throws IOException {
    AccessLog.route(request, found.route().name());
    byte[] trace = trace(request.getHeader("traceparent"));
    int status = send(found.answer(), request, response.getCoyoteResponse(), trace, head);
    found.route().answered(head, status == NOT_MODIFIED, System.nanoTime() - start);
  }

  /** Without a body, and with no wish that only Spring's way of answering looks at. */
  private static boolean isSimple(org.apache.coyote.Request request) {
    return request.getContentLengthLong() <= 0
        && request.getHeader("transfer-encoding") == null
        && request.getHeader("if-match") == null
        && Accept.takesJson(request.getHeader("accept"));
  }

  private static int send(
      Answer answer,
      Request request,
      org.apache.coyote.Response response,
      byte[] trace,
      boolean head)
      throws IOException {
    Answer.Form form = answer.form(request.getHeader("accept-encoding"));
    String ifNoneMatch = request.getHeader("if-none-match");
    boolean known = ifNoneMatch != null && answer.isKnownBy(ifNoneMatch);
    HeaderBytes.write(response.getMimeHeaders(), answer, form, trace, known);
    if (known) {
      response.setStatus(NOT_MODIFIED);
      return NOT_MODIFIED;
    }
    response.setStatus(OK);
    response.setContentLength(form.body().length);
    if (!head) {
      response.doWrite(java.nio.ByteBuffer.wrap(form.body()));
    }
    return OK;
  }

  private static byte[] trace(@Nullable String traceparent) {
    return traceparent == null
        ? Trace.freshBytes()
        : Trace.of(traceparent).getBytes(StandardCharsets.ISO_8859_1);
  }
}

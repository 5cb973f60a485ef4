package io.mall.app.replica;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/** An answer that can still be given a header when the work is done and its body begins. */
final class WritingResponse extends HttpServletResponseWrapper {

  private final Runnable beforeBody;
  private boolean told;

  WritingResponse(HttpServletResponse response, Runnable beforeBody) {
    super(response);
    this.beforeBody = beforeBody;
  }

  /** Once, as long as headers can be set. */
  void tell() {
    if (!told && !isCommitted()) {
      told = true;
      beforeBody.run();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    tell();
    return super.getOutputStream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    tell();
    return super.getWriter();
  }

  @Override
  public void flushBuffer() throws IOException {
    tell();
    super.flushBuffer();
  }

  @Override
  public void sendError(int status) throws IOException {
    tell();
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    tell();
    super.sendError(status, message);
  }
}

package io.mall.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns whatever leaves a controller into one problem document. */
@RestControllerAdvice
class ProblemAdvice {

  private final ProblemWriter writer;
  private final Failures failures;

  ProblemAdvice(ProblemWriter writer, Failures failures) {
    this.writer = writer;
    this.failures = failures;
  }

  @ExceptionHandler(Exception.class)
  void answer(Exception exception, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (exception) {
      case HttpRequestMethodNotSupportedException e when e.getSupportedHttpMethods() != null ->
          response.setHeader(HttpHeaders.ALLOW, e.getHeaders().getFirst(HttpHeaders.ALLOW));
      case HttpMediaTypeNotSupportedException e when !e.getSupportedMediaTypes().isEmpty() ->
          response.setHeader(HttpHeaders.ACCEPT, MediaType.toString(e.getSupportedMediaTypes()));
      default -> {}
    }
    writer.write(failures.problemOf(exception), request, response);
  }
}

package io.mall.app.web;

import io.mall.app.problem.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what the container refused by itself, in the same form as everything else. */
@Hidden
@Controller
class ErrorPage implements ErrorController {

  private final ProblemWriter writer;
  private final Failures failures;

  ErrorPage(ProblemWriter writer, Failures failures) {
    this.writer = writer;
    this.failures = failures;
  }

  @RequestMapping("/error")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object cause = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    writer.write(problemOf(cause, status), request, response);
  }

  private Problem problemOf(Object cause, Object status) {
    if (cause instanceof Exception exception) {
      return failures.problemOf(exception);
    }
    return switch (status) {
      case Integer code when code == 404 -> new RequestProblem.UnknownPath();
      case Integer code when code == 405 -> new RequestProblem.MethodNotAllowed("of this name");
      case Integer code when code >= 400 && code < 500 -> new RequestProblem.Unreadable();
      case null -> new RequestProblem.UnknownPath();
      default -> new FailureProblem.Unexpected(Trace.id());
    };
  }
}

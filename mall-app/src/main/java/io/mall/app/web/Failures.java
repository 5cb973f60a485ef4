package io.mall.app.web;

import io.mall.app.data.Causes;
import io.mall.app.problem.InvalidField;
import io.mall.app.problem.Problem;
import io.mall.app.problem.ProblemException;
import io.mall.sharding.id.IdsUnavailableException;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Knows which exception is a refusal, which is a server out of reach, and which is a bug. */
@Component
class Failures {

  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  /** The SQL state of a statement that an administrator has ended. */
  private static final String ENDED = "70100";

  Problem problemOf(Exception exception) {
    return switch (exception) {
      case ProblemException e -> e.problem();
      case HttpMessageNotReadableException e -> UnreadableBody.problemOf(e);
      case MethodArgumentNotValidException e ->
          new RequestProblem.InvalidFields(
              e.getBindingResult().getAllErrors().stream()
                  .map(error -> field(error instanceof FieldError f ? f.getField() : "", error))
                  .toList());
      case HandlerMethodValidationException e ->
          new RequestProblem.InvalidFields(
              e.getParameterValidationResults().stream()
                  .flatMap(
                      result ->
                          named(
                              result.getMethodParameter().getParameterName(),
                              result.getResolvableErrors()))
                  .toList());
      case MethodArgumentTypeMismatchException e ->
          new RequestProblem.WrongType(
              e.getName(), UnreadableBody.reason(e.getMostSpecificCause()));
      case MissingServletRequestParameterException e ->
          new RequestProblem.InvalidFields(
              List.of(new InvalidField(e.getParameterName(), "is required")));
      case MissingRequestHeaderException e ->
          new RequestProblem.InvalidHeader(e.getHeaderName(), "is required");
      case HttpRequestMethodNotSupportedException e ->
          new RequestProblem.MethodNotAllowed(e.getMethod());
      case HttpMediaTypeNotSupportedException e -> new RequestProblem.UnsupportedMediaType();
      case HttpMediaTypeNotAcceptableException e -> new RequestProblem.NotAcceptable();
      case NoResourceFoundException e -> new RequestProblem.UnknownPath();
      case NoHandlerFoundException e -> new RequestProblem.UnknownPath();
      // Tomcat's own, while it reads from the client: whoever talks to servers wraps theirs.
      case SocketTimeoutException e -> new RequestProblem.TooSlow();
      case EOFException e -> new RequestProblem.Unreadable();
      case ClientAbortException e -> new RequestProblem.Unreadable();
      case InvalidParameterException e -> new RequestProblem.Unreadable();
      case ErrorResponse e when e.getStatusCode().is4xxClientError() ->
          new RequestProblem.Unreadable();
      default -> failure(exception);
    };
  }

  private static Problem failure(Exception exception) {
    if (exception instanceof AsyncRequestNotUsableException) {
      // The client has gone: nobody reads the answer, and it is nobody's fault here.
      return new FailureProblem.Unavailable();
    }
    if (isOutOfReach(exception)) {
      log.atWarn().setCause(exception).log("a server is out of reach");
      return new FailureProblem.Unavailable();
    }
    log.atError().setCause(exception).log("a request failed");
    return new FailureProblem.Unexpected(Trace.id());
  }

  /** By all that led to it: a connection that dies at commit is wrapped by every layer. */
  private static boolean isOutOfReach(Throwable failure) {
    for (Throwable cause : Causes.of(failure)) {
      boolean away =
          switch (cause) {
            case TransientDataAccessException e -> true;
            case RecoverableDataAccessException e -> true;
            case DataAccessResourceFailureException e -> true;
            case CannotCreateTransactionException e -> true;
            case TransactionTimedOutException e -> true;
            case AsyncRequestTimeoutException e -> true;
            case IdsUnavailableException e -> true;
            case RedisException e -> true;
            case SQLTransientException e -> true;
            case SQLRecoverableException e -> true;
            case SQLException e -> Causes.isLostConnection(e) || ENDED.equals(e.getSQLState());
            default -> false;
          };
      if (away) {
        return true;
      }
    }
    return false;
  }

  private static Stream<InvalidField> named(
      @Nullable String name, List<MessageSourceResolvable> errors) {
    return errors.stream()
        .map(error -> field(error instanceof FieldError f ? f.getField() : name, error));
  }

  private static InvalidField field(@Nullable String name, MessageSourceResolvable error) {
    String message = error.getDefaultMessage();
    return new InvalidField(name == null ? "" : name, message == null ? "is not valid" : message);
  }
}

package io.mall.app.web;

import io.mall.app.kernel.Id;
import io.mall.app.problem.Problem;
import io.mall.app.problem.ProblemException;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says what is wrong with a body that could not be read, and where. */
final class UnreadableBody {

  private UnreadableBody() {}

  static Problem problemOf(HttpMessageNotReadableException exception) {
    for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ProblemException e -> {
          return e.problem();
        }
        case JacksonException e when !(e.getCause() instanceof ProblemException) -> {
          return problemOf(e);
        }
        default -> {}
      }
    }
    return exception.getCause() == null
        ? new RequestProblem.MissingBody()
        : new RequestProblem.Unreadable();
  }

  private static Problem problemOf(JacksonException exception) {
    return switch (exception) {
      case UnrecognizedPropertyException e -> new RequestProblem.UnknownField(path(e.getPath()));
      case StreamConstraintsException e ->
          new RequestProblem.MalformedJson(
              "The body is nested too deeply, or holds a name, a text or a number that is too"
                  + " long.");
      case InputCoercionException e ->
          new RequestProblem.WrongType(path(e.getPath()), expected(long.class));
      case StreamReadException e ->
          new RequestProblem.MalformedJson("The body is not JSON" + place(e.getLocation()) + ".");
      case ValueInstantiationException e ->
          new RequestProblem.WrongType(path(e.getPath()), reason(e.getCause()));
      case MismatchedInputException e when isTrailing(e) ->
          new RequestProblem.MalformedJson("The body goes on after its end.");
      case InvalidFormatException e ->
          new RequestProblem.WrongType(path(e.getPath()), expected(e.getTargetType()));
      case MismatchedInputException e ->
          new RequestProblem.WrongType(path(e.getPath()), expected(e.getTargetType()));
      default ->
          new RequestProblem.MalformedJson(
              "The body cannot be read" + place(exception.getLocation()) + ".");
    };
  }

  private static boolean isTrailing(MismatchedInputException e) {
    return e.getPath().isEmpty() && e.getOriginalMessage().startsWith("Trailing token");
  }

  private static String path(List<Reference> references) {
    StringBuilder path = new StringBuilder();
    for (Reference reference : references) {
      if (reference.getPropertyName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(shortened(reference.getPropertyName()));
      }
    }
    return path.toString();
  }

  private static String shortened(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }

  /** The sentence of our own value types ("must be …"); nothing of anybody else's exceptions. */
  static String reason(@Nullable Throwable cause) {
    String message = cause instanceof IllegalArgumentException ? cause.getMessage() : null;
    return message != null && message.startsWith("must ") ? message : "has the wrong form";
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "has the wrong type";
    }
    if (type.isEnum()) {
      return "must be one of " + String.join(", ", names(type));
    }
    if (type == boolean.class || type == Boolean.class) {
      return "must be true or false";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "must be a whole number in range";
    }
    if (CharSequence.class.isAssignableFrom(type) || Id.class.isAssignableFrom(type)) {
      return "must be a string";
    }
    if (type == Currency.class) {
      return "must be an ISO 4217 code such as EUR";
    }
    if (Iterable.class.isAssignableFrom(type) || type.isArray()) {
      return "must be a list";
    }
    return type.getPackageName().startsWith("java.") ? "has the wrong form" : "must be an object";
  }

  private static List<String> names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
  }

  private static String place(@Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}

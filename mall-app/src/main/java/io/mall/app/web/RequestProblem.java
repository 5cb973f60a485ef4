package io.mall.app.web;

import io.mall.app.problem.InvalidField;
import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import java.util.List;

/** The ways in which a request is refused before any module has seen it. */
public sealed interface RequestProblem extends Problem {

  @Override
  default Kind kind() {
    return Kind.INVALID;
  }

  /** Nothing answers at this path. */
  record UnknownPath() implements RequestProblem {
    @Override
    public Kind kind() {
      return Kind.ABSENT;
    }

    @Override
    public String detail() {
      return "There is nothing at this path.";
    }
  }

  /** The path exists, but not with this method. */
  record MethodNotAllowed(String method) implements RequestProblem {
    @Override
    public Kind kind() {
      return Kind.METHOD_NOT_ALLOWED;
    }

    @Override
    public String detail() {
      return "This path has no method " + method + ".";
    }
  }

  /** The Accept header names nothing that can be sent. */
  record NotAcceptable() implements RequestProblem {
    @Override
    public Kind kind() {
      return Kind.NOT_ACCEPTABLE;
    }

    @Override
    public String detail() {
      return "Answers are application/json; the Accept header excludes it.";
    }
  }

  /** The body has a media type that is not read here. */
  record UnsupportedMediaType() implements RequestProblem {
    @Override
    public Kind kind() {
      return Kind.UNSUPPORTED_MEDIA;
    }

    @Override
    public String detail() {
      return "The body must be application/json.";
    }
  }

  /** The body is larger than the limit. */
  record BodyTooLarge(long maximumBytes) implements RequestProblem {
    @Override
    public Kind kind() {
      return Kind.TOO_LARGE;
    }

    @Override
    public String detail() {
      return "A body holds at most " + maximumBytes + " bytes.";
    }
  }

  /** The body did not arrive in time. */
  record TooSlow() implements RequestProblem {
    @Override
    public Kind kind() {
      return Kind.TOO_SLOW;
    }

    @Override
    public String detail() {
      return "The body took too long to arrive.";
    }
  }

  /** A body is required and there is none. */
  record MissingBody() implements RequestProblem {
    @Override
    public String detail() {
      return "This request needs a JSON body.";
    }
  }

  /** The body is not JSON, or breaks a limit of ours on depth, names or numbers. */
  record MalformedJson(String detail) implements RequestProblem {}

  /** The body has a field that the request does not know. */
  record UnknownField(String field) implements RequestProblem {
    @Override
    public String detail() {
      return "The request has a field that is not known here.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField(field, "is unknown"));
    }
  }

  /** A field, parameter or part of the path has the wrong type or form. */
  record WrongType(String field, String message) implements RequestProblem {
    @Override
    public String detail() {
      return "A value has the wrong type or form.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField(field, message));
    }
  }

  /** Fields of the request are missing, too long or out of range. */
  record InvalidFields(List<InvalidField> errors) implements RequestProblem {
    public InvalidFields {
      errors = List.copyOf(errors);
    }

    @Override
    public String detail() {
      return "The request is not valid: see errors.";
    }
  }

  /** A header is missing or has the wrong form. */
  record InvalidHeader(String header, String message) implements RequestProblem {
    @Override
    public String detail() {
      return "The header " + header + " " + message + ".";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField(header, message));
    }
  }

  /** The request line, the path or its encoding cannot be read. */
  record Unreadable() implements RequestProblem {
    @Override
    public String detail() {
      return "The request could not be read.";
    }
  }

  /** The thing has changed since the client read it. */
  record VersionChanged() implements RequestProblem {
    @Override
    public Kind kind() {
      return Kind.PRECONDITION_FAILED;
    }

    @Override
    public String detail() {
      return "It was changed in the meantime: read it again and send the new ETag.";
    }
  }

  /** A change must name the version it is based on. */
  record VersionRequired() implements RequestProblem {
    @Override
    public Kind kind() {
      return Kind.PRECONDITION_REQUIRED;
    }

    @Override
    public String detail() {
      return "Send the ETag of what you read as If-Match.";
    }
  }
}

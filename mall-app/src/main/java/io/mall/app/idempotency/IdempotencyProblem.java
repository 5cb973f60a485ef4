package io.mall.app.idempotency;

import io.mall.app.problem.InvalidField;
import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import java.time.Duration;
import java.util.List;

/** The ways in which an idempotency key is refused. */
public sealed interface IdempotencyProblem extends Problem {

  /** The header is missing where it is required, or is not 1 to 64 visible ASCII characters. */
  record InvalidKey() implements IdempotencyProblem {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }

    @Override
    public String detail() {
      return "This request needs an Idempotency-Key of 1 to 64 visible ASCII characters.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(
          new InvalidField(IdempotencyKey.HEADER, "must be 1 to 64 visible ASCII characters"));
    }
  }

  /** The key was used for another request. */
  record KeyReused() implements IdempotencyProblem {
    @Override
    public Kind kind() {
      return Kind.CONTRADICTION;
    }

    @Override
    public String detail() {
      return "This Idempotency-Key was used for a different request: take a new key.";
    }
  }

  /** A request with this key is being worked on. */
  record InProgress() implements IdempotencyProblem {
    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "A request with this Idempotency-Key is in progress: ask again shortly.";
    }

    @Override
    public Duration retryAfter() {
      return Duration.ofSeconds(1);
    }
  }
}

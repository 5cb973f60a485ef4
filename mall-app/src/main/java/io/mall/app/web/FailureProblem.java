package io.mall.app.web;

import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import java.time.Duration;

/** What a client is told when the shop itself could not: these are failures, not refusals. */
public sealed interface FailureProblem extends Problem {

  /** More requests are waiting than the data layer can serve in time. */
  record Overloaded() implements FailureProblem {
    @Override
    public Kind kind() {
      return Kind.OVERLOADED;
    }

    @Override
    public String detail() {
      return "The shop is busy: try again shortly.";
    }

    @Override
    public Duration retryAfter() {
      return Duration.ofSeconds(1);
    }
  }

  /** A server that the request needs is away, or did not answer in time. */
  record Unavailable() implements FailureProblem {
    @Override
    public Kind kind() {
      return Kind.OVERLOADED;
    }

    @Override
    public String detail() {
      return "A part of the shop is out of reach: try again shortly.";
    }

    @Override
    public Duration retryAfter() {
      return Duration.ofSeconds(2);
    }
  }

  /** A bug. The incident id is the trace id of the log line. */
  record Unexpected(String incident) implements FailureProblem {
    @Override
    public Kind kind() {
      return Kind.FAILED;
    }

    @Override
    public String detail() {
      return "The shop failed. Incident " + incident + ".";
    }
  }
}

package io.mall.app.webhook;

import io.mall.app.problem.InvalidField;
import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import java.util.List;

/** The ways in which what administrators want of webhooks is refused. */
public sealed interface WebhookProblem extends Problem {

  /** The shop calls no such address. */
  record UrlRefused(String reason) implements WebhookProblem {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }

    @Override
    public String detail() {
      return "The URL " + reason + ".";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("url", reason));
    }
  }

  /** There is no such endpoint. */
  record EndpointAbsent(String endpoint) implements WebhookProblem {
    @Override
    public Kind kind() {
      return Kind.ABSENT;
    }

    @Override
    public String detail() {
      return "There is no endpoint " + endpoint + ".";
    }
  }

  /** Nothing like this was told to the endpoint, or it is forgotten. */
  record MessageAbsent(String message) implements WebhookProblem {
    @Override
    public Kind kind() {
      return Kind.ABSENT;
    }

    @Override
    public String detail() {
      return "There is no message " + message + " of this endpoint.";
    }
  }

  /** It is being sent again already. */
  record AlreadySending(String message) implements WebhookProblem {
    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "Message " + message + " is being sent already.";
    }
  }

  /** Every event is written once for each endpoint, so their number is bounded. */
  record TooManyEndpoints(int maximum) implements WebhookProblem {
    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "There are at most " + maximum + " endpoints.";
    }
  }
}

package io.mall.app.security;

import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;

/** The ways in which a caller is turned away at the door. */
public sealed interface SecurityProblem extends Problem {

  /** The path needs a log-in and no token was sent. */
  record NotLoggedIn() implements SecurityProblem {
    @Override
    public Kind kind() {
      return Kind.UNAUTHENTICATED;
    }

    @Override
    public String detail() {
      return "Log in first: send the token of POST /api/sessions as \"Authorization: Bearer …\".";
    }
  }

  /** A token was sent that is not ours, has expired, or was revoked. */
  record TokenRefused() implements SecurityProblem {
    @Override
    public Kind kind() {
      return Kind.UNAUTHENTICATED;
    }

    @Override
    public String detail() {
      return "The token is not valid or not valid any more: log in again.";
    }
  }

  /** The caller's role does not open this path. */
  record NotAllowed() implements SecurityProblem {
    @Override
    public Kind kind() {
      return Kind.FORBIDDEN;
    }

    @Override
    public String detail() {
      return "Your role does not allow this.";
    }
  }
}

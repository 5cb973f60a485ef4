package io.mall.app.payment;

import io.mall.app.kernel.PaymentNo;
import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;

/** The ways in which payments and the provider's calls are refused. */
public sealed interface PaymentProblem extends Problem {

  /** The call is not signed, or not with the provider's key. */
  record SignatureRefused() implements PaymentProblem {
    @Override
    public Kind kind() {
      return Kind.UNAUTHENTICATED;
    }

    @Override
    public String detail() {
      return "The signature is missing or wrong.";
    }
  }

  /** The call is signed, but at another time than now: somebody may be repeating it. */
  record SignatureExpired() implements PaymentProblem {
    @Override
    public Kind kind() {
      return Kind.UNAUTHENTICATED;
    }

    @Override
    public String detail() {
      return "The signature is too old or from the future.";
    }
  }

  /** The call is signed and not readable all the same. */
  record UnreadableCallback() implements PaymentProblem {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }

    @Override
    public String detail() {
      return "The body must hold paymentNo, outcome, amount and reference.";
    }
  }

  /** There is no such payment, or none of the caller's. */
  record PaymentAbsent(PaymentNo paymentNo) implements PaymentProblem {
    @Override
    public Kind kind() {
      return Kind.ABSENT;
    }

    @Override
    public String detail() {
      return "There is no payment " + paymentNo + ".";
    }
  }

  /** The provider speaks of another amount than the payment is about. */
  record AmountMismatch(PaymentNo paymentNo) implements PaymentProblem {
    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "Payment " + paymentNo + " is about another amount.";
    }
  }

  /** Another payment of this order is under way. */
  record AlreadyStarted(PaymentNo paymentNo) implements PaymentProblem {
    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "Payment " + paymentNo + " of this order is under way.";
    }
  }

  /** The order was tried to be paid often enough. */
  record TooManyAttempts(int maximum) implements PaymentProblem {
    @Override
    public Kind kind() {
      return Kind.TOO_MANY;
    }

    @Override
    public String detail() {
      return "An order has at most " + maximum + " payments.";
    }
  }
}

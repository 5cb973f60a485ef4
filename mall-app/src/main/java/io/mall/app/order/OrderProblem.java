package io.mall.app.order;

import io.mall.app.kernel.OrderNo;
import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import java.time.Duration;

/** The ways in which orders are refused. */
public sealed interface OrderProblem extends Problem {

  @Override
  default Kind kind() {
    return Kind.CONFLICT;
  }

  /** The caller has no such order; it may be another user's. */
  record OrderAbsent(OrderNo orderNo) implements OrderProblem {
    @Override
    public Kind kind() {
      return Kind.ABSENT;
    }

    @Override
    public String detail() {
      return "There is no order " + orderNo + ".";
    }
  }

  /** The checkout took longer than it may and was taken back; the client may start again. */
  record CheckoutAborted() implements OrderProblem {
    @Override
    public Kind kind() {
      return Kind.OVERLOADED;
    }

    @Override
    public String detail() {
      return "Placing the order took too long and was taken back: try again.";
    }

    @Override
    public Duration retryAfter() {
      return Duration.ofSeconds(1);
    }
  }

  /** The order was cancelled. */
  record Cancelled(OrderNo orderNo) implements OrderProblem {
    @Override
    public String detail() {
      return "Order " + orderNo + " was cancelled.";
    }
  }

  /** The order was not paid in time. */
  record Expired(OrderNo orderNo) implements OrderProblem {
    @Override
    public String detail() {
      return "Order " + orderNo + " was not paid in time and has expired.";
    }
  }

  /** The order still has time to be paid. */
  record NotDue(OrderNo orderNo) implements OrderProblem {
    @Override
    public String detail() {
      return "Order " + orderNo + " may still be paid.";
    }
  }

  /** The order has to be paid first. */
  record NotPaid(OrderNo orderNo) implements OrderProblem {
    @Override
    public String detail() {
      return "Order " + orderNo + " is not paid.";
    }
  }

  /** The order has been paid. */
  record AlreadyPaid(OrderNo orderNo) implements OrderProblem {
    @Override
    public String detail() {
      return "Order " + orderNo + " is already paid.";
    }
  }

  /** The order has to be shipped first. */
  record NotShipped(OrderNo orderNo) implements OrderProblem {
    @Override
    public String detail() {
      return "Order " + orderNo + " is not shipped.";
    }
  }

  /** The order is on its way. */
  record AlreadyShipped(OrderNo orderNo) implements OrderProblem {
    @Override
    public String detail() {
      return "Order " + orderNo + " is already shipped.";
    }
  }

  /** The order has arrived. */
  record AlreadyReceived(OrderNo orderNo) implements OrderProblem {
    @Override
    public String detail() {
      return "Order " + orderNo + " is already received.";
    }
  }
}

package io.mall.app.order;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import java.time.Instant;
import java.util.List;

/**
 * An order and its life cycle. Each change is a method that returns the changed order or refuses;
 * what is stored changes by an update guarded by the status it had before.
 *
 * @param expiresAt until when it must be paid
 */
public record Order(
    OrderNo orderNo,
    UserId userId,
    Status status,
    Money total,
    List<OrderItem> items,
    ShipTo shipTo,
    Instant expiresAt,
    Instant createdAt,
    Instant updatedAt) {

  /** Where an order stands. The mark of an aborted checkout is no order and has no status here. */
  public enum Status {
    PLACED,
    PAID,
    SHIPPED,
    RECEIVED,
    CANCELLED,
    EXPIRED
  }

  public Order {
    items = List.copyOf(items);
  }

  static Order placed(NewOrder order, Instant now, Instant expiresAt) {
    return new Order(
        order.orderNo(),
        order.userId(),
        Status.PLACED,
        order.total(),
        order.items(),
        order.shipTo(),
        expiresAt,
        now,
        now);
  }

  /** The money has come. An order whose time is over but which nobody expired yet is still paid. */
  Order pay(Instant now) {
    return switch (status) {
      case PLACED -> with(Status.PAID, now);
      case PAID, SHIPPED, RECEIVED -> throw new OrderProblem.AlreadyPaid(orderNo).toException();
      case CANCELLED -> throw new OrderProblem.Cancelled(orderNo).toException();
      case EXPIRED -> throw new OrderProblem.Expired(orderNo).toException();
    };
  }

  /** The user does not want it any more; what was paid is refunded. */
  Order cancel(Instant now) {
    return switch (status) {
      case PLACED, PAID -> with(Status.CANCELLED, now);
      case SHIPPED -> throw new OrderProblem.AlreadyShipped(orderNo).toException();
      case RECEIVED -> throw new OrderProblem.AlreadyReceived(orderNo).toException();
      case CANCELLED -> throw new OrderProblem.Cancelled(orderNo).toException();
      case EXPIRED -> throw new OrderProblem.Expired(orderNo).toException();
    };
  }

  /** It was not paid in time. */
  Order expire(Instant now) {
    return switch (status) {
      case PLACED -> {
        if (isDue(now)) {
          yield with(Status.EXPIRED, now);
        }
        throw new OrderProblem.NotDue(orderNo).toException();
      }
      case PAID, SHIPPED, RECEIVED -> throw new OrderProblem.AlreadyPaid(orderNo).toException();
      case CANCELLED -> throw new OrderProblem.Cancelled(orderNo).toException();
      case EXPIRED -> throw new OrderProblem.Expired(orderNo).toException();
    };
  }

  /** The parcel is on its way. */
  Order ship(Instant now) {
    return switch (status) {
      case PLACED -> throw new OrderProblem.NotPaid(orderNo).toException();
      case PAID -> with(Status.SHIPPED, now);
      case SHIPPED -> throw new OrderProblem.AlreadyShipped(orderNo).toException();
      case RECEIVED -> throw new OrderProblem.AlreadyReceived(orderNo).toException();
      case CANCELLED -> throw new OrderProblem.Cancelled(orderNo).toException();
      case EXPIRED -> throw new OrderProblem.Expired(orderNo).toException();
    };
  }

  /** The user has the parcel. */
  Order receive(Instant now) {
    return switch (status) {
      case PLACED -> throw new OrderProblem.NotPaid(orderNo).toException();
      case PAID -> throw new OrderProblem.NotShipped(orderNo).toException();
      case SHIPPED -> with(Status.RECEIVED, now);
      case RECEIVED -> throw new OrderProblem.AlreadyReceived(orderNo).toException();
      case CANCELLED -> throw new OrderProblem.Cancelled(orderNo).toException();
      case EXPIRED -> throw new OrderProblem.Expired(orderNo).toException();
    };
  }

  /** Returns normally when a payment may be started now, else refuses. */
  public void checkPayable(Instant now) {
    if (pay(now).isDue(now)) {
      throw new OrderProblem.Expired(orderNo).toException();
    }
  }

  /** Whether it came to nothing: its stock and its money go back. */
  public boolean isClosed() {
    return switch (status) {
      case PLACED, PAID, SHIPPED, RECEIVED -> false;
      case CANCELLED, EXPIRED -> true;
    };
  }

  private boolean isDue(Instant now) {
    return !now.isBefore(expiresAt);
  }

  private Order with(Status changed, Instant now) {
    return new Order(orderNo, userId, changed, total, items, shipTo, expiresAt, createdAt, now);
  }
}

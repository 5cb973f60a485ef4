package io.mall.app.order;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import java.time.Instant;
import java.util.List;

/** An order as stored, without its lines. */
record OrderRow(
    UserId userId,
    OrderNo orderNo,
    String status,
    long totalAmount,
    String currency,
    int itemCount,
    String shipTo,
    Instant expiresAt,
    Instant createdAt,
    Instant updatedAt) {

  /** The status of the mark that stands for a checkout that must not happen any more. */
  static final String ABORTED = "ABORTED";

  static OrderRow of(Order order, String shipTo) {
    return new OrderRow(
        order.userId(),
        order.orderNo(),
        order.status().name(),
        order.total().amount(),
        order.total().currencyCode(),
        order.items().size(),
        shipTo,
        order.expiresAt(),
        order.createdAt(),
        order.updatedAt());
  }

  /**
   * The abort mark of an order number. Who wanted the order is not known here and does not matter:
   * the number itself stands in for the user, since it carries the right slot and is nobody's id.
   */
  static OrderRow abortMark(OrderNo orderNo, Instant now, Instant until) {
    UserId nobody = new UserId(orderNo.value());
    return new OrderRow(nobody, orderNo, ABORTED, 0, "XXX", 0, "{}", until, now, now);
  }

  boolean isAbortMark() {
    return status.equals(ABORTED);
  }

  Order toOrder(List<ItemRow> items, ShipTo address) {
    return new Order(
        orderNo,
        userId,
        Order.Status.valueOf(status),
        Money.of(totalAmount, currency),
        items.stream().map(ItemRow::toItem).toList(),
        address,
        expiresAt,
        createdAt,
        updatedAt);
  }
}

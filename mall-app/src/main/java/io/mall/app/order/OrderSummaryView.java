package io.mall.app.order;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import java.time.Instant;

/** An order in a list: what it is and how it stands, without its lines. */
record OrderSummaryView(
    OrderNo orderNo,
    Order.Status status,
    Money total,
    int itemCount,
    Instant expiresAt,
    Instant createdAt,
    Instant updatedAt) {

  static OrderSummaryView of(OrderRow row) {
    return new OrderSummaryView(
        row.orderNo(),
        Order.Status.valueOf(row.status()),
        Money.of(row.totalAmount(), row.currency()),
        row.itemCount(),
        row.expiresAt(),
        row.createdAt(),
        row.updatedAt());
  }
}

package io.mall.app.order;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** An order as sent to its user. */
public record OrderDetails(
    OrderNo orderNo,
    Order.Status status,
    Money total,
    List<Line> items,
    ShipTo shipTo,
    Instant expiresAt,
    Instant createdAt,
    Instant updatedAt) {

  /** A line of an order as sent. */
  public record Line(
      int lineNo, ProductId productId, String title, Money unitPrice, int quantity, Money price) {}

  public static OrderDetails of(Order order) {
    List<OrderItem> items = order.items();
    return new OrderDetails(
        order.orderNo(),
        order.status(),
        order.total(),
        IntStream.range(0, items.size()).mapToObj(i -> line(i + 1, items.get(i))).toList(),
        order.shipTo(),
        order.expiresAt(),
        order.createdAt(),
        order.updatedAt());
  }

  private static Line line(int lineNo, OrderItem item) {
    return new Line(
        lineNo, item.productId(), item.title(), item.unitPrice(), item.quantity(), item.price());
  }
}

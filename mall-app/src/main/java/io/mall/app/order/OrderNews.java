package io.mall.app.order;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import io.mall.app.webhook.Topic;
import java.time.Instant;

/** What others are told about an order: nothing about a person but a number. */
record OrderNews(
    OrderNo orderNo, UserId userId, Order.Status status, Money total, Instant updatedAt) {

  static OrderNews of(Order order) {
    return new OrderNews(
        order.orderNo(), order.userId(), order.status(), order.total(), order.updatedAt());
  }

  Topic topic() {
    return switch (status) {
      case PLACED -> Topic.ORDER_PLACED;
      case PAID -> Topic.ORDER_PAID;
      case SHIPPED -> Topic.ORDER_SHIPPED;
      case RECEIVED -> Topic.ORDER_RECEIVED;
      case CANCELLED -> Topic.ORDER_CANCELLED;
      case EXPIRED -> Topic.ORDER_EXPIRED;
    };
  }
}

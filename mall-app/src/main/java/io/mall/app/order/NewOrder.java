package io.mall.app.order;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import java.util.List;

/** An order about to be placed: the lines, and where they go. All prices in one currency. */
public record NewOrder(OrderNo orderNo, UserId userId, List<OrderItem> items, ShipTo shipTo) {

  public NewOrder {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("an order has at least one line");
    }
    if (orderNo.slot() != userId.slot()) {
      throw new IllegalArgumentException("an order carries the slot of its user");
    }
  }

  public Money total() {
    return items.stream().map(OrderItem::price).reduce(Money::plus).orElseThrow();
  }
}

package io.mall.app.checkout;

import io.mall.app.order.Order;
import io.mall.app.order.Orders;
import io.mall.app.outbox.Event;
import io.mall.app.outbox.OutboxHandler;
import io.mall.app.stock.Stocks;
import org.springframework.stereotype.Component;

/** Undoes an order that came to nothing: every product goes back to its stock, each once. */
@Component
class GiveBack implements OutboxHandler {

  private final Orders orders;
  private final Stocks stocks;

  GiveBack(Orders orders, Stocks stocks) {
    this.orders = orders;
    this.stocks = stocks;
  }

  @Override
  public String type() {
    return Orders.CLOSED;
  }

  @Override
  public void deliver(Event event) {
    Order order = orders.find(event.userId(), event.orderNo()).orElseThrow();
    if (!order.isClosed()) {
      throw new IllegalStateException("order " + order.orderNo() + " is " + order.status());
    }
    order.items().forEach(item -> stocks.giveBack(order.orderNo(), item.productId()));
  }
}

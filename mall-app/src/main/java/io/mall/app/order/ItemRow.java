package io.mall.app.order;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;

/** A line of an order as stored. */
record ItemRow(
    int lineNo, ProductId productId, String title, long unitAmount, String currency, int quantity) {

  static ItemRow of(int lineNo, OrderItem item) {
    return new ItemRow(
        lineNo,
        item.productId(),
        item.title(),
        item.unitPrice().amount(),
        item.unitPrice().currencyCode(),
        item.quantity());
  }

  OrderItem toItem() {
    return new OrderItem(productId, title, Money.of(unitAmount, currency), quantity);
  }
}

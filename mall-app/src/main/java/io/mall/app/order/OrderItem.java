package io.mall.app.order;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;

/** A line of an order; title and price are what they were when it was placed. */
public record OrderItem(ProductId productId, String title, Money unitPrice, int quantity) {

  public OrderItem {
    if (quantity < 1) {
      throw new IllegalArgumentException("a line has a quantity of at least 1");
    }
  }

  public Money price() {
    return unitPrice.times(quantity);
  }
}

package io.mall.app.checkout;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.OrderItem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The prices that the user was shown, as far as the shop knows: those of the lines of a cart. */
record ShownPrices(Map<ProductId, Money> prices) {

  static final ShownPrices NONE = new ShownPrices(Map.of());

  ShownPrices {
    prices = Map.copyOf(prices);
  }

  /** Refuses prices that the user has not been shown, unless the total is what he expects. */
  void check(List<OrderItem> items, @Nullable Money expectedTotal) {
    List<OrderItem> changed = items.stream().filter(this::hasChanged).toList();
    Money total = items.stream().map(OrderItem::price).reduce(Money::plus).orElseThrow();
    boolean right = expectedTotal == null ? changed.isEmpty() : expectedTotal.equals(total);
    if (!right) {
      throw new CheckoutProblem.PriceChanged(total, changed).toException();
    }
  }

  private boolean hasChanged(OrderItem item) {
    Money shown = prices.get(item.productId());
    return shown != null && !shown.equals(item.unitPrice());
  }
}

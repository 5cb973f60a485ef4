package io.mall.app.checkout;

import io.mall.app.cart.CartLine;
import io.mall.app.cart.Carts;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.app.order.NewOrder;
import io.mall.app.order.OrderItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Where baskets come from: the request itself, or the user's cart. */
@Component
class Baskets {

  private final Carts carts;
  private final CheckoutProperties properties;

  Baskets(Carts carts, CheckoutProperties properties) {
    this.carts = carts;
    this.properties = properties;
  }

  /** A basket, and what its user was shown of prices. */
  record Filled(Basket basket, ShownPrices shown) {}

  /** What a request wants, within the limits. */
  Filled of(UserId userId, CheckoutRequest request) {
    if (request.wantsCart()) {
      return ofCart(userId);
    }
    return new Filled(basket(Objects.requireNonNull(request.items())), ShownPrices.NONE);
  }

  /** Takes what was ordered out of the cart, in the caller's transaction. */
  void empty(NewOrder order) {
    carts.removeAll(order.userId(), order.items().stream().map(OrderItem::productId).toList());
  }

  private Filled ofCart(UserId userId) {
    List<CartLine> lines = carts.lines(userId);
    if (lines.isEmpty()) {
      throw new CheckoutProblem.CartEmpty().toException();
    }
    Map<ProductId, Money> shown = new HashMap<>();
    lines.forEach(line -> line.shownPrice().ifPresent(price -> shown.put(line.productId(), price)));
    return new Filled(
        basket(
            lines.stream()
                .map(line -> new CheckoutRequest.Line(line.productId(), line.quantity()))
                .toList()),
        new ShownPrices(shown));
  }

  private Basket basket(List<CheckoutRequest.Line> lines) {
    return Basket.of(lines, properties.maxLines(), properties.maxQuantity());
  }
}

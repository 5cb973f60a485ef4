package io.mall.app.checkout;

import io.mall.app.cart.Carts;
import io.mall.app.kernel.UserId;
import io.mall.app.order.NewOrder;
import io.mall.app.order.OrderItem;
import java.util.List;
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

  /** What a request wants, within the limits. */
  Basket of(UserId userId, CheckoutRequest request) {
    List<CheckoutRequest.Line> lines =
        request.wantsCart() ? inCart(userId) : Objects.requireNonNull(request.items());
    return Basket.of(lines, properties.maxLines(), properties.maxQuantity());
  }

  /** Takes what was ordered out of the cart, in the caller's transaction. */
  void empty(NewOrder order) {
    carts.removeAll(order.userId(), order.items().stream().map(OrderItem::productId).toList());
  }

  private List<CheckoutRequest.Line> inCart(UserId userId) {
    List<CheckoutRequest.Line> lines =
        carts.lines(userId).stream()
            .map(line -> new CheckoutRequest.Line(line.productId(), line.quantity()))
            .toList();
    if (lines.isEmpty()) {
      throw new CheckoutProblem.CartEmpty().toException();
    }
    return lines;
  }
}

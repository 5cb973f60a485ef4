package io.mall.app.cart;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One product in a cart.
 *
 * @param unitAmount what one cost when the line was last changed; null when that is not known
 * @param currency of that amount
 */
public record CartLine(
    ProductId productId, int quantity, @Nullable Long unitAmount, @Nullable String currency) {

  /** The price that was shown when the line was last changed. */
  public Optional<Money> shownPrice() {
    return unitAmount == null || currency == null
        ? Optional.empty()
        : Optional.of(Money.of(unitAmount, currency));
  }
}

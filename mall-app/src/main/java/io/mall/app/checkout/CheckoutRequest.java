package io.mall.app.checkout;

import io.mall.app.kernel.AddressId;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to order, either named or as it lies in the cart, and where it goes.
 *
 * @param expectedTotal what the client takes the order to cost; it confirms prices that have
 *     changed since
 */
record CheckoutRequest(
    @Nullable List<@NotNull @Valid Line> items,
    @Nullable Boolean fromCart,
    @NotNull AddressId addressId,
    @Nullable Money expectedTotal) {

  /** So much of a product. */
  record Line(@NotNull ProductId productId, @NotNull Integer quantity) {}

  /** Whether the cart is meant; refused when the request says both or neither. */
  boolean wantsCart() {
    boolean cart = Boolean.TRUE.equals(fromCart);
    if (cart == (items != null)) {
      throw new CheckoutProblem.ItemsOrCart().toException();
    }
    return cart;
  }
}

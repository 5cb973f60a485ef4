package io.mall.app.cart;

import io.mall.app.catalog.Product;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cart as sent.
 *
 * @param totals what is for sale adds up to, for each currency; a currency in which it adds up to
 *     more than anything can cost is left out
 */
record CartView(List<Item> items, List<Money> totals) {

  /**
   * A line at today's title and price.
   *
   * @param title absent when the catalog does not know the product any more, like the price
   * @param price of one
   * @param amount of all of them; absent when it is more than anything can cost
   */
  record Item(
      ProductId productId,
      @Nullable String title,
      int quantity,
      boolean forSale,
      @Nullable Money price,
      @Nullable Money amount) {}

  static CartView of(List<CartLine> lines, Map<ProductId, Product> products) {
    List<Item> items = new ArrayList<>();
    for (CartLine line : lines) {
      items.add(item(line, products.get(line.productId())));
    }
    return new CartView(List.copyOf(items), totals(items));
  }

  private static Item item(CartLine line, @Nullable Product product) {
    int quantity = line.quantity();
    if (product == null) {
      return new Item(line.productId(), null, quantity, false, null, null);
    }
    Money price = product.price();
    Money amount = price.amount() > Money.MAX_AMOUNT / quantity ? null : price.times(quantity);
    return new Item(
        line.productId(), product.title(), quantity, product.isForSale(), price, amount);
  }

  private static List<Money> totals(List<Item> items) {
    Map<String, Long> sums = new TreeMap<>();
    for (Item item : items) {
      if (item.forSale && item.price != null) {
        // A hundred lines of at most MAX_AMOUNT + 1 are far from the end of a long.
        long amount = item.amount == null ? Money.MAX_AMOUNT + 1 : item.amount.amount();
        sums.merge(item.price.currencyCode(), amount, Long::sum);
      }
    }
    return sums.entrySet().stream()
        .filter(sum -> sum.getValue() <= Money.MAX_AMOUNT)
        .map(sum -> Money.of(sum.getValue(), sum.getKey()))
        .toList();
  }
}

package io.mall.app.cart;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.catalog.Product;
import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CartViewTest {

  @Test
  void totalsAreForEachCurrencyAndOnlyOfWhatIsForSale() {
    CartView cart =
        cart(
            List.of(line(1, 2), line(2, 1), line(3, 3), line(4, 5)),
            product(1, Money.of(150, "EUR"), Product.Status.ACTIVE),
            product(2, Money.of(99, "EUR"), Product.Status.ACTIVE),
            product(3, Money.of(500, "CHF"), Product.Status.ACTIVE),
            product(4, Money.of(1_000, "EUR"), Product.Status.WITHDRAWN));

    assertThat(cart.totals()).containsExactly(Money.of(1_500, "CHF"), Money.of(399, "EUR"));
    assertThat(cart.items())
        .extracting(CartView.Item::forSale)
        .containsExactly(true, true, true, false);
    assertThat(cart.items().getFirst().amount()).isEqualTo(Money.of(300, "EUR"));
  }

  @Test
  void anEmptyCartHasNoTotals() {
    CartView cart = cart(List.of());
    assertThat(cart.items()).isEmpty();
    assertThat(cart.totals()).isEmpty();
  }

  @Test
  void aProductThatTheCatalogDoesNotKnowIsShownAsSuch() {
    CartView cart = cart(List.of(line(9, 2)));
    assertThat(cart.items())
        .containsExactly(new CartView.Item(new ProductId(9), null, 2, false, null, null));
    assertThat(cart.totals()).isEmpty();
  }

  @Test
  void whatCostsMoreThanAnythingCanCostHasNoAmountAndSpoilsNoOtherCurrency() {
    CartView cart =
        cart(
            List.of(line(1, 999), line(2, 1), line(3, 1)),
            product(1, Money.of(Money.MAX_AMOUNT, "EUR"), Product.Status.ACTIVE),
            product(2, Money.of(1, "EUR"), Product.Status.ACTIVE),
            product(3, Money.of(1, "CHF"), Product.Status.ACTIVE));

    assertThat(cart.items().getFirst().amount()).isNull();
    assertThat(cart.totals()).containsExactly(Money.of(1, "CHF"));
  }

  @Test
  void theDearestCartIsStillAddedUp() {
    Money half = Money.of(Money.MAX_AMOUNT / 2, "EUR");
    Product first = product(1, half, Product.Status.ACTIVE);
    Product second = product(2, half, Product.Status.ACTIVE);

    assertThat(cart(List.of(line(1, 1), line(2, 1)), first, second).totals())
        .containsExactly(Money.of(Money.MAX_AMOUNT, "EUR"));
    assertThat(cart(List.of(line(1, 1), line(2, 2)), first, second).totals()).isEmpty();
  }

  private static CartView cart(List<CartLine> lines, Product... products) {
    Map<ProductId, Product> known =
        Arrays.stream(products).collect(Collectors.toMap(Product::id, Function.identity()));
    return CartView.of(lines, known);
  }

  private static CartLine line(long product, int quantity) {
    return new CartLine(new ProductId(product), quantity, null, null);
  }

  private static Product product(long id, Money price, Product.Status status) {
    Instant now = Instant.EPOCH;
    return new Product(new ProductId(id), new CategoryId(1), "Tea", "", price, status, 1, now, now);
  }
}

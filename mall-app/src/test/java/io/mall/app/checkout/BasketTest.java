package io.mall.app.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.app.catalog.Product;
import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.OrderItem;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BasketTest {

  private static final ProductId TEA = new ProductId(5);
  private static final ProductId CUP = new ProductId(6);

  @Test
  void linesOfOneProductAddUp() {
    Basket basket =
        Basket.of(
            List.of(
                new CheckoutRequest.Line(TEA, 2),
                new CheckoutRequest.Line(CUP, 1),
                new CheckoutRequest.Line(TEA, 3)),
            10,
            10);
    assertThat(basket.priced(products(product(TEA, 100), product(CUP, 300))))
        .containsExactly(
            new OrderItem(TEA, "p5", Money.of(100, "EUR"), 5),
            new OrderItem(CUP, "p6", Money.of(300, "EUR"), 1));
  }

  @Property
  void whateverTheLinesTheDemandIsTheirSum(
      @ForAll @Size(min = 1, max = 50) List<@IntRange(min = 1, max = 20) Integer> quantities) {
    List<CheckoutRequest.Line> lines =
        quantities.stream()
            .map(quantity -> new CheckoutRequest.Line(new ProductId(quantity % 3 + 1), quantity))
            .toList();
    Basket basket = Basket.of(lines, 3, 1_000);
    Map<ProductId, Product> products =
        basket.productIds().stream()
            .map(productId -> product(productId, 1))
            .collect(Collectors.toMap(Product::id, Function.identity()));
    assertThat(basket.priced(products).stream().mapToLong(OrderItem::quantity).sum())
        .isEqualTo(quantities.stream().mapToLong(Integer::longValue).sum());
  }

  @Test
  void limitsHoldForTheSumsToo() {
    refused(() -> Basket.of(List.of(), 10, 10), "checkout/no-items");
    refused(() -> Basket.of(lines(TEA, 11), 10, 10), "checkout/quantity-too-large");
    refused(() -> Basket.of(lines(TEA, 6, TEA, 5), 10, 10), "checkout/quantity-too-large");
    refused(
        () -> Basket.of(lines(TEA, Integer.MAX_VALUE, TEA, 1), 10, Integer.MAX_VALUE),
        "checkout/quantity-too-large");
    refused(() -> Basket.of(lines(TEA, 1, CUP, 1), 1, 10), "checkout/too-many-items");
    assertThat(Basket.of(lines(TEA, 1, TEA, 1), 1, 10).productIds()).containsExactly(TEA);
  }

  @Test
  void whatIsUnknownIsNamedBeforeWhatIsWithdrawn() {
    Basket basket = Basket.of(lines(TEA, 1, CUP, 1), 10, 10);
    refused(() -> basket.priced(Map.of()), "checkout/unknown-product");
    refused(() -> basket.priced(products(withdrawn(TEA))), "checkout/unknown-product");
    refused(
        () -> basket.priced(products(withdrawn(TEA), product(CUP, 1))),
        "checkout/product-withdrawn");
  }

  @Test
  void aTotalThatCannotBePaidIsRefusedBeforeItOverflows() {
    Basket basket = Basket.of(lines(TEA, 1_000_000, CUP, 1), 10, 1_000_000);
    refused(
        () -> basket.priced(products(product(TEA, Money.MAX_AMOUNT), product(CUP, 1))),
        "checkout/total-too-large");
    long most = Money.MAX_AMOUNT / 1_000_000;
    refused(
        () -> basket.priced(products(product(TEA, most), product(CUP, 1))),
        "checkout/total-too-large");
    assertThat(basket.priced(products(product(TEA, most), product(CUP, 0)))).hasSize(2);
  }

  @Test
  void currenciesDoNotMix() {
    Basket basket = Basket.of(lines(TEA, 1, CUP, 1), 10, 10);
    Product yen = product(CUP, Money.of(1, "JPY"), Product.Status.ACTIVE);
    refused(() -> basket.priced(products(product(TEA, 1), yen)), "checkout/mixed-currencies");
  }

  private static void refused(Runnable basket, String code) {
    assertThatThrownBy(basket::run).hasMessage(code);
  }

  private static List<CheckoutRequest.Line> lines(ProductId productId, int quantity) {
    return List.of(new CheckoutRequest.Line(productId, quantity));
  }

  private static List<CheckoutRequest.Line> lines(
      ProductId first, int firstQuantity, ProductId second, int secondQuantity) {
    return List.of(
        new CheckoutRequest.Line(first, firstQuantity),
        new CheckoutRequest.Line(second, secondQuantity));
  }

  private static Map<ProductId, Product> products(Product... products) {
    return Arrays.stream(products).collect(Collectors.toMap(Product::id, Function.identity()));
  }

  private static Product product(ProductId productId, long price) {
    return product(productId, Money.of(price, "EUR"), Product.Status.ACTIVE);
  }

  private static Product withdrawn(ProductId productId) {
    return product(productId, Money.of(1, "EUR"), Product.Status.WITHDRAWN);
  }

  private static Product product(ProductId productId, Money price, Product.Status status) {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    CategoryId category = new CategoryId(1);
    return new Product(productId, category, "p" + productId, "", price, status, 1, now, now);
  }
}

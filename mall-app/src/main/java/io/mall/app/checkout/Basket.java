package io.mall.app.checkout;

import io.mall.app.catalog.Product;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.OrderItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What is to be ordered: each product once, within the limits, in the order it was named. */
final class Basket {

  private final Map<ProductId, Integer> quantities;

  private Basket(Map<ProductId, Integer> quantities) {
    this.quantities = Collections.unmodifiableMap(quantities);
  }

  /** Adds up lines of the same product: they are one demand on its stock. */
  static Basket of(List<CheckoutRequest.Line> lines, int maxLines, int maxQuantity) {
    if (lines.isEmpty()) {
      throw new CheckoutProblem.NoItems().toException();
    }
    Map<ProductId, Integer> quantities = new LinkedHashMap<>();
    for (CheckoutRequest.Line line : lines) {
      if (line.quantity() < 1) {
        throw new CheckoutProblem.QuantityTooSmall(line.productId()).toException();
      }
      long sum = (long) quantities.getOrDefault(line.productId(), 0) + line.quantity();
      if (sum > maxQuantity) {
        throw new CheckoutProblem.QuantityTooLarge(line.productId(), maxQuantity).toException();
      }
      quantities.put(line.productId(), (int) sum);
      if (quantities.size() > maxLines) {
        throw new CheckoutProblem.TooManyItems(maxLines).toException();
      }
    }
    return new Basket(quantities);
  }

  Set<ProductId> productIds() {
    return quantities.keySet();
  }

  /** The lines of the order, with title and price as they are now. */
  List<OrderItem> priced(Map<ProductId, Product> products) {
    List<ProductId> unknown = those(productId -> !products.containsKey(productId));
    if (!unknown.isEmpty()) {
      throw new CheckoutProblem.UnknownProduct(unknown).toException();
    }
    List<OrderItem> items = new ArrayList<>();
    List<ProductId> withdrawn = new ArrayList<>();
    quantities.forEach(
        (productId, quantity) -> {
          Product product = require(products, productId);
          if (!product.isForSale()) {
            withdrawn.add(productId);
          }
          items.add(new OrderItem(productId, product.title(), product.price(), quantity));
        });
    if (!withdrawn.isEmpty()) {
      throw new CheckoutProblem.ProductWithdrawn(withdrawn).toException();
    }
    checkTotal(items);
    return items;
  }

  private static void checkTotal(List<OrderItem> items) {
    if (items.stream().map(item -> item.unitPrice().currency()).distinct().count() > 1) {
      throw new CheckoutProblem.MixedCurrencies().toException();
    }
    long left = Money.MAX_AMOUNT;
    for (OrderItem item : items) {
      long unit = item.unitPrice().amount();
      if (unit > left / item.quantity()) {
        throw new CheckoutProblem.TotalTooLarge().toException();
      }
      left -= unit * item.quantity();
    }
  }

  private List<ProductId> those(Predicate<ProductId> condition) {
    return quantities.keySet().stream().filter(condition).toList();
  }

  private static Product require(Map<ProductId, Product> products, ProductId productId) {
    Product product = products.get(productId);
    if (product == null) {
      throw new IllegalStateException("no product " + productId);
    }
    return product;
  }
}

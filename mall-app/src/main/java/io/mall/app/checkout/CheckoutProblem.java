package io.mall.app.checkout;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.OrderItem;
import io.mall.app.problem.InvalidField;
import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The ways in which an order is refused before it is placed; nothing is reserved afterwards. */
public sealed interface CheckoutProblem extends Problem {

  /** The request must say what to order in one of two ways. */
  record ItemsOrCart() implements CheckoutProblem {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }

    @Override
    public String detail() {
      return "Give either items or \"fromCart\": true.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("items", "must be given, unless fromCart is true"));
    }
  }

  /** The list of items is empty. */
  record NoItems() implements CheckoutProblem {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }

    @Override
    public String detail() {
      return "An order has at least one item.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("items", "must not be empty"));
    }
  }

  /** More different products than one order may hold. */
  record TooManyItems(int maximum) implements CheckoutProblem {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }

    @Override
    public String detail() {
      return "An order has at most " + maximum + " different products.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("items", "must be at most " + maximum));
    }
  }

  /** None of a product, or less. */
  record QuantityTooSmall(ProductId productId) implements CheckoutProblem {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }

    @Override
    public String detail() {
      return "An order has at least 1 of product " + productId + ".";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("items", "must have quantities of at least 1"));
    }
  }

  /** More of one product, all its lines together, than one order may hold. */
  record QuantityTooLarge(ProductId productId, int maximum) implements CheckoutProblem {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }

    @Override
    public String detail() {
      return "An order has at most " + maximum + " of product " + productId + ".";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("items", "must have quantities of at most " + maximum));
    }
  }

  /** The order is to be made from a cart with nothing in it. */
  record CartEmpty() implements CheckoutProblem {
    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "The cart is empty.";
    }
  }

  /** There have never been such products. */
  record UnknownProduct(List<ProductId> productIds) implements CheckoutProblem {
    public UnknownProduct {
      productIds = List.copyOf(productIds);
    }

    @Override
    public Kind kind() {
      return Kind.ABSENT;
    }

    @Override
    public String detail() {
      return "There is no product " + joined(productIds) + ".";
    }

    @Override
    public List<InvalidField> errors() {
      return each(productIds, "is unknown");
    }
  }

  /** The products are not sold any more. */
  record ProductWithdrawn(List<ProductId> productIds) implements CheckoutProblem {
    public ProductWithdrawn {
      productIds = List.copyOf(productIds);
    }

    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "Not for sale any more: product " + joined(productIds) + ".";
    }

    @Override
    public List<InvalidField> errors() {
      return each(productIds, "is not for sale any more");
    }
  }

  /** The products have prices that do not add up. */
  record MixedCurrencies() implements CheckoutProblem {
    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "The products have prices in different currencies: order them separately.";
    }
  }

  /** The total is beyond what can be paid. */
  record TotalTooLarge() implements CheckoutProblem {
    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "The total is too large for one order.";
    }
  }

  /** The order costs something else than the user was shown or expects. */
  record PriceChanged(Money total, List<OrderItem> changed) implements CheckoutProblem {
    public PriceChanged {
      changed = List.copyOf(changed);
    }

    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "Prices have changed: the order costs %d %s now. Send this as expectedTotal to confirm."
          .formatted(total.amount(), total.currencyCode());
    }

    @Override
    public List<InvalidField> errors() {
      List<InvalidField> errors = new ArrayList<>();
      for (OrderItem item : changed) {
        Money price = item.unitPrice();
        String now =
            "product %s costs %d %s now"
                .formatted(item.productId().text(), price.amount(), price.currencyCode());
        errors.add(new InvalidField("items", now));
      }
      errors.add(
          new InvalidField(
              "expectedTotal", "must be %d %s".formatted(total.amount(), total.currencyCode())));
      return errors;
    }
  }

  /** There is less of these products than was ordered. */
  record InsufficientStock(List<ProductId> productIds) implements CheckoutProblem {
    public InsufficientStock {
      productIds = List.copyOf(productIds);
    }

    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "Not enough left of product " + joined(productIds) + ".";
    }

    @Override
    public List<InvalidField> errors() {
      return each(productIds, "has not enough left");
    }
  }

  private static String joined(Collection<ProductId> productIds) {
    return productIds.stream().map(ProductId::text).collect(Collectors.joining(", "));
  }

  private static List<InvalidField> each(List<ProductId> productIds, String message) {
    return productIds.stream()
        .map(productId -> new InvalidField("items", "product " + productId + " " + message))
        .toList();
  }
}

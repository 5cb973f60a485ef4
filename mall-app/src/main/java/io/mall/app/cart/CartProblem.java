package io.mall.app.cart;

import io.mall.app.kernel.ProductId;
import io.mall.app.problem.InvalidField;
import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import java.util.List;

/** The ways in which a change of a cart is refused. */
public sealed interface CartProblem extends Problem {

  @Override
  default Kind kind() {
    return Kind.CONFLICT;
  }

  /** The product is not for sale any more. */
  record ProductWithdrawn(ProductId productId) implements CartProblem {
    @Override
    public String detail() {
      return "Product " + productId + " is not for sale any more.";
    }
  }

  /** Together with what is in the cart already it would be too many of one product. */
  record TooMany(ProductId productId, int maximum) implements CartProblem {
    @Override
    public String detail() {
      return "A cart holds at most %d of one product.".formatted(maximum);
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("quantity", "would exceed " + maximum + " in the cart"));
    }
  }

  /** The cart has as many different products as it may have. */
  record Full(int maximum) implements CartProblem {
    @Override
    public String detail() {
      return "A cart holds at most %d different products.".formatted(maximum);
    }
  }
}

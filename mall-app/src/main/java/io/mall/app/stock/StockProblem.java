package io.mall.app.stock;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.problem.InvalidField;
import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import java.util.List;

/** The ways in which a change of stock is refused. */
public sealed interface StockProblem extends Problem {

  /** A batch names a product twice; which of the two is meant cannot be told. */
  record ProductTwice(ProductId productId) implements StockProblem {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }

    @Override
    public String detail() {
      return "Product " + productId + " occurs twice.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("items", "must name each product once"));
    }
  }

  /** The product has never been stocked. */
  record Absent(ProductId productId) implements StockProblem {
    @Override
    public Kind kind() {
      return Kind.ABSENT;
    }

    @Override
    public String detail() {
      return "There is no stock of product " + productId + ".";
    }
  }

  /** The order was called off before it got its reservation. */
  record CalledOff(OrderNo orderNo, ProductId productId) implements StockProblem {
    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "Order " + orderNo + " was called off: nothing is reserved for it any more.";
    }
  }

  /** There is less than was asked for. */
  record Insufficient(ProductId productId, long wanted, long available) implements StockProblem {
    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "Product %s has %d left, not %d.".formatted(productId, available, wanted);
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("quantity", "must be at most " + available));
    }
  }
}

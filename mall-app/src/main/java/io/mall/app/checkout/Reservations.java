package io.mall.app.checkout;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.Orders;
import io.mall.app.stock.Stocks;
import io.mall.sharding.transaction.Participant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The branches of a checkout: each holds one product for the order. What becomes of them is decided
 * by the order's row alone, whoever asks, and however late.
 */
@Component
class Reservations implements Participant {

  /** How a reservation ended. */
  enum Outcome {
    SOLD,
    RELEASED
  }

  private final Stocks stocks;
  private final Orders orders;

  /**
   * Checkouts of this instance that ended without a decision and cannot come to one any more, with
   * the products they may hold. Such a one needs no abort mark and, for a product it never got, no
   * mark in the ledger: a product that is sold out would collect thousands of both.
   */
  private final Map<OrderNo, Set<ProductId>> givenUp = new ConcurrentHashMap<>();

  Reservations(Stocks stocks, Orders orders) {
    this.stocks = stocks;
    this.orders = orders;
  }

  static String argument(OrderNo orderNo, ProductId productId) {
    return orderNo + ":" + productId;
  }

  @Override
  public String name() {
    return "mall.stock.reservation";
  }

  /** The checkout went well, so the order stands. */
  @Override
  public void confirm(String argument) {
    stocks.sell(orderNo(argument), productId(argument));
  }

  @Override
  public void cancel(String argument) {
    OrderNo orderNo = orderNo(argument);
    ProductId productId = productId(argument);
    Set<ProductId> held = givenUp.get(orderNo);
    if (held == null) {
      settle(orderNo, productId);
    } else if (held.contains(productId)) {
      stocks.release(orderNo, productId);
    }
  }

  /** Ends a reservation as the order's row says; without one the order is now forbidden. */
  Outcome settle(OrderNo orderNo, ProductId productId) {
    return switch (orders.abort(orderNo)) {
      case PLACED -> {
        stocks.sell(orderNo, productId);
        yield Outcome.SOLD;
      }
      case ABORTED -> {
        stocks.release(orderNo, productId);
        yield Outcome.RELEASED;
      }
      case UNDECIDED -> throw new IllegalStateException("order " + orderNo + " is undecided");
    };
  }

  /** Tells that a checkout of this instance has ended for good without writing its order. */
  void giveUp(OrderNo orderNo, Set<ProductId> held) {
    givenUp.put(orderNo, Set.copyOf(held));
  }

  void forget(OrderNo orderNo) {
    givenUp.remove(orderNo);
  }

  private static OrderNo orderNo(String argument) {
    return OrderNo.of(argument.substring(0, argument.indexOf(':')));
  }

  private static ProductId productId(String argument) {
    return ProductId.of(argument.substring(argument.indexOf(':') + 1));
  }
}

package io.mall.app.checkout;

import com.google.common.base.Splitter;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.Orders;
import io.mall.app.stock.Stocks;
import io.mall.app.stock.Stocks.Sale;
import io.mall.sharding.transaction.Participant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The branches of a checkout: each holds products of one data source for the order. What becomes of
 * them is decided by the order's row alone, whoever asks, and however late.
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

  /** What a branch is found again by: {@code order:product*quantity,product*quantity}. */
  static String argument(OrderNo orderNo, Map<ProductId, Integer> quantities) {
    return orderNo
        + ":"
        + quantities.entrySet().stream()
            .map(each -> each.getKey() + "*" + each.getValue())
            .collect(Collectors.joining(","));
  }

  @Override
  public String name() {
    return "mall.stock.reservation";
  }

  /** The checkout went well, so the order stands. */
  @Override
  public void confirm(String argument) {
    stocks.sell(sales(argument));
  }

  @Override
  public void confirmAll(Collection<String> arguments) {
    stocks.sell(arguments.stream().flatMap(each -> sales(each).stream()).toList());
  }

  @Override
  public void cancel(String argument) {
    for (Sale reserved : sales(argument)) {
      cancel(reserved.orderNo(), reserved.productId());
    }
  }

  void cancel(OrderNo orderNo, ProductId productId) {
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

  private static List<Sale> sales(String argument) {
    int colon = argument.indexOf(':');
    OrderNo orderNo = OrderNo.of(argument.substring(0, colon));
    return Splitter.on(',')
        .splitToStream(argument.substring(colon + 1))
        .map(each -> sale(orderNo, each))
        .toList();
  }

  private static Sale sale(OrderNo orderNo, String product) {
    int star = product.indexOf('*');
    return new Sale(
        orderNo,
        ProductId.of(product.substring(0, star)),
        Integer.parseInt(product.substring(star + 1)));
  }
}

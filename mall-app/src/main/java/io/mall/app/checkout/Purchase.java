package io.mall.app.checkout;

import io.mall.app.idempotency.Answer;
import io.mall.app.idempotency.Intent;
import io.mall.app.idempotency.LostRaceException;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.NewOrder;
import io.mall.app.order.OrderItem;
import io.mall.app.order.OrderProblem;
import io.mall.app.problem.ProblemException;
import io.mall.app.stock.StockProblem;
import io.mall.app.stock.Stocks;
import io.mall.app.web.FailureProblem;
import io.mall.sharding.transaction.AcrossShards;
import io.mall.sharding.transaction.Branches;
import io.mall.sharding.transaction.CoordinatorUnavailableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The transaction across shards: stock is reserved product by product, each in a local transaction
 * on the product's shard; then one local transaction on the user's shard writes the order, which is
 * the decision.
 */
@Component
class Purchase {

  private static final Logger log = LoggerFactory.getLogger(Purchase.class);
  private static final String NAME = "order.place";

  private final AcrossShards acrossShards;
  private final Reservations reservations;
  private final Stocks stocks;
  private final Decision decision;
  private final CheckoutProperties properties;

  Purchase(
      AcrossShards acrossShards,
      Reservations reservations,
      Stocks stocks,
      Decision decision,
      CheckoutProperties properties) {
    this.acrossShards = acrossShards;
    this.reservations = reservations;
    this.stocks = stocks;
    this.decision = decision;
    this.properties = properties;
  }

  /**
   * Takes the stock and writes the order.
   *
   * @throws LostRaceException when another request of the same intent was faster
   */
  Answer make(Intent intent, NewOrder order, boolean fromCart) {
    Set<ProductId> held = new LinkedHashSet<>();
    try {
      return acrossShards.execute(
          NAME,
          properties.timeout(),
          branches -> {
            reserve(branches, order, held);
            return decide(intent, order, fromCart, held);
          });
    } catch (CoordinatorUnavailableException away) {
      log.atWarn().setCause(away).log("no coordinator, no order");
      release(order.orderNo(), held);
      throw new FailureProblem.Unavailable().toException();
    } catch (ProblemException refused) {
      throw explained(refused, order);
    } finally {
      reservations.forget(order.orderNo());
    }
  }

  /** One product after the other, lowest id first: whoever is short of stock is so at once. */
  private void reserve(Branches branches, NewOrder order, Set<ProductId> held) {
    OrderNo orderNo = order.orderNo();
    try {
      for (OrderItem item : byProduct(order)) {
        String argument = Reservations.argument(orderNo, item.productId());
        branches.attempt(reservations, argument, () -> reserve(orderNo, item, held));
      }
    } catch (RuntimeException beforeTheDecision) {
      reservations.giveUp(orderNo, held);
      throw beforeTheDecision;
    }
  }

  /** What is refused is surely not held; what fails in another way may be. */
  private boolean reserve(OrderNo orderNo, OrderItem item, Set<ProductId> held) {
    held.add(item.productId());
    try {
      stocks.reserve(orderNo, item.productId(), item.quantity());
      return true;
    } catch (ProblemException refused) {
      held.remove(item.productId());
      throw refused;
    }
  }

  /** A refusal here is a sure rollback; another failure leaves open whether the order stands. */
  private Answer decide(Intent intent, NewOrder order, boolean fromCart, Set<ProductId> held) {
    try {
      return decision.write(intent, order, fromCart);
    } catch (ProblemException | LostRaceException refused) {
      reservations.giveUp(order.orderNo(), held);
      throw refused;
    }
  }

  /** Without the coordinator nobody else would release soon; the sweep would a minute later. */
  private void release(OrderNo orderNo, Set<ProductId> held) {
    for (ProductId productId : held) {
      try {
        reservations.cancel(Reservations.argument(orderNo, productId));
      } catch (RuntimeException failed) {
        log.atWarn()
            .addKeyValue("order", orderNo)
            .addKeyValue("product", productId)
            .setCause(failed)
            .log("reservation left to the sweep");
      }
    }
  }

  /** Stock speaks of one product, the client wants to know all that are short. */
  private ProblemException explained(ProblemException refused, NewOrder order) {
    return switch (refused.problem()) {
      case StockProblem.Insufficient shortage -> tooFew(order, shortage.productId());
      case StockProblem.Absent shortage -> tooFew(order, shortage.productId());
      case StockProblem.CalledOff late -> new OrderProblem.CheckoutAborted().toException();
      default -> refused;
    };
  }

  private ProblemException tooFew(NewOrder order, ProductId first) {
    List<ProductId> tooFew = new ArrayList<>(List.of(first));
    for (OrderItem item : byProduct(order)) {
      ProductId productId = item.productId();
      if (productId.value() > first.value() && available(productId) < item.quantity()) {
        tooFew.add(productId);
      }
    }
    return new CheckoutProblem.InsufficientStock(tooFew).toException();
  }

  private long available(ProductId productId) {
    try {
      return stocks.require(productId).available();
    } catch (ProblemException absent) {
      return 0;
    }
  }

  private static List<OrderItem> byProduct(NewOrder order) {
    return order.items().stream()
        .sorted(Comparator.comparingLong(item -> item.productId().value()))
        .toList();
  }
}

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
import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.slot.Placement;
import io.mall.sharding.transaction.AcrossShards;
import io.mall.sharding.transaction.Branches;
import io.mall.sharding.transaction.CoordinatorUnavailableException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The transaction across shards: stock on other data sources is reserved, in a local transaction on
 * each; then one local transaction on the user's shard writes the order, which is the decision, and
 * sells what lies beside it.
 */
@Component
class Purchase {

  private static final Logger log = LoggerFactory.getLogger(Purchase.class);
  private static final String NAME = "order.place";

  private final ShardedDataSource shards;
  private final AcrossShards acrossShards;
  private final Reservations reservations;
  private final Stocks stocks;
  private final Decision decision;
  private final CheckoutProperties properties;

  Purchase(
      ShardedDataSource shards,
      AcrossShards acrossShards,
      Reservations reservations,
      Stocks stocks,
      Decision decision,
      CheckoutProperties properties) {
    this.shards = shards;
    this.acrossShards = acrossShards;
    this.reservations = reservations;
    this.stocks = stocks;
    this.decision = decision;
    this.properties = properties;
  }

  /**
   * Takes the stock and writes the order. One transaction where everything lies on one data source;
   * else a branch for each further one.
   *
   * @throws LostRaceException when another request of the same intent was faster
   */
  Answer make(Intent intent, NewOrder order, boolean fromCart) {
    Placement placement = shards.rules().placement();
    Set<ProductId> held = new LinkedHashSet<>();
    try (Stocks.Joint joint = stocks.join(Shares.besides(order, placement))) {
      Shares shares = Shares.of(order, placement, joint);
      return shares.branches().isEmpty()
          ? decision.write(intent, order, fromCart, shares.near())
          : acrossShards(intent, order, fromCart, shares, held);
    } catch (ProblemException refused) {
      throw explained(refused, order, held);
    }
  }

  private Answer acrossShards(
      Intent intent, NewOrder order, boolean fromCart, Shares shares, Set<ProductId> held) {
    try {
      return acrossShards.execute(
          NAME,
          properties.timeout(),
          branches -> {
            reserve(branches, order.orderNo(), shares, held);
            return decide(intent, order, fromCart, shares, held);
          });
    } catch (CoordinatorUnavailableException away) {
      log.atWarn().setCause(away).log("no coordinator, no order");
      release(order.orderNo(), held);
      throw new FailureProblem.Unavailable().toException();
    } finally {
      reservations.forget(order.orderNo());
    }
  }

  /** One data source after the other: whoever is short of stock is so at once. */
  private void reserve(Branches branches, OrderNo orderNo, Shares shares, Set<ProductId> held) {
    try {
      for (Map<ProductId, Integer> share : shares.branches().values()) {
        branches.attempt(
            reservations,
            Reservations.argument(orderNo, share),
            () -> {
              stocks.reserve(orderNo, share, held);
              return held.size();
            });
      }
    } catch (RuntimeException beforeTheDecision) {
      reservations.giveUp(orderNo, held);
      throw beforeTheDecision;
    }
  }

  /** A refusal here is a sure rollback; another failure leaves open whether the order stands. */
  private Answer decide(
      Intent intent, NewOrder order, boolean fromCart, Shares shares, Set<ProductId> held) {
    try {
      return decision.write(intent, order, fromCart, shares.near());
    } catch (ProblemException | LostRaceException refused) {
      reservations.giveUp(order.orderNo(), held);
      throw refused;
    }
  }

  /** Without the coordinator nobody else would release soon; the sweep would a minute later. */
  private void release(OrderNo orderNo, Set<ProductId> held) {
    for (ProductId productId : held) {
      try {
        reservations.cancel(orderNo, productId);
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
  private ProblemException explained(
      ProblemException refused, NewOrder order, Set<ProductId> held) {
    return switch (refused.problem()) {
      case StockProblem.Insufficient shortage -> tooFew(order, shortage.productId(), held);
      case StockProblem.Absent shortage -> tooFew(order, shortage.productId(), held);
      case StockProblem.CalledOff late -> new OrderProblem.CheckoutAborted().toException();
      default -> refused;
    };
  }

  /** What was held was there; the rest is looked at. */
  private ProblemException tooFew(NewOrder order, ProductId first, Set<ProductId> held) {
    List<ProductId> tooFew =
        order.items().stream()
            .filter(
                item ->
                    item.productId().equals(first)
                        || (!held.contains(item.productId())
                            && available(item.productId()) < item.quantity()))
            .map(OrderItem::productId)
            .toList();
    return new CheckoutProblem.InsufficientStock(tooFew).toException();
  }

  private long available(ProductId productId) {
    try {
      return stocks.require(productId).available();
    } catch (ProblemException absent) {
      return 0;
    }
  }
}

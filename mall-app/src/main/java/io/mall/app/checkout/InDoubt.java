package io.mall.app.checkout;

import com.google.common.collect.Iterators;
import io.mall.app.kernel.OrderNo;
import io.mall.app.order.Orders;
import io.mall.app.stock.Reservation;
import io.mall.app.stock.Stocks;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import io.mall.sharding.transaction.AcrossShards;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/**
 * Transactions across shards that have begun and are not finished, for operators: {@code
 * /actuator/transactions} of the management port, and {@code shardctl tx}.
 *
 * <p>Nothing has to be resolved by hand for the shop to be right; the coordinator and the sweep do
 * it. This is for whoever must know now, or cannot wait for the sweep.
 */
@Component
@Endpoint(id = "transactions")
class InDoubt {

  /** The most transactions in one answer. */
  private static final int MOST = 1_000;

  /** How many reservations of a table group are read at once. */
  private static final int PAGE = 1_000;

  private final Stocks stocks;
  private final Orders orders;
  private final Reservations reservations;
  private final AcrossShards acrossShards;
  private final Clock clock;
  private final int most;
  private final int page;

  @Autowired
  InDoubt(
      Stocks stocks,
      Orders orders,
      Reservations reservations,
      AcrossShards acrossShards,
      Clock clock) {
    this(stocks, orders, reservations, acrossShards, clock, MOST, PAGE);
  }

  InDoubt(
      Stocks stocks,
      Orders orders,
      Reservations reservations,
      AcrossShards acrossShards,
      Clock clock,
      int most,
      int page) {
    this.stocks = stocks;
    this.orders = orders;
    this.reservations = reservations;
    this.acrossShards = acrossShards;
    this.clock = clock;
    this.most = most;
    this.page = page;
  }

  /**
   * A reservation whose second phase is outstanding.
   *
   * @param table the actual table that holds it
   */
  record Branch(String productId, long quantity, String state, String table, Instant reservedAt) {}

  /**
   * One transaction.
   *
   * @param decision what the order's row says: PLACED (it will be sold), ABORTED (it will be
   *     released), UNDECIDED (the checkout may still be running)
   * @param decidedBy the actual table with that row
   * @param ageSeconds since its first branch
   */
  record Transaction(
      String orderNo,
      Orders.Decision decision,
      String decidedBy,
      long ageSeconds,
      List<Branch> branches) {}

  /**
   * What is in doubt.
   *
   * @param coordinatorReachable whether the second phase can come from the coordinator at all
   * @param unlisted how many reservations belong to younger transactions than those listed
   */
  record Report(boolean coordinatorReachable, long unlisted, List<Transaction> transactions) {}

  /** How the branches of a transaction ended. */
  record Resolved(String orderNo, Map<String, Reservations.Outcome> products) {}

  /**
   * The transactions that began at least {@code olderThan} ago, oldest first; all by default. At
   * most 1,000 are listed, each with all its branches; the younger ones are counted.
   */
  @ReadOperation
  Report list(@Nullable Duration olderThan) {
    Instant now = clock.instant();
    Instant before = now.minus(Objects.requireNonNullElse(olderThan, Duration.ZERO));
    Map<OrderNo, List<Reservation>> found = new LinkedHashMap<>();
    long unlisted = 0;
    for (Iterator<Reservation> open = oldestFirst(before); open.hasNext(); ) {
      Reservation each = open.next();
      if (found.size() < most) {
        found.computeIfAbsent(each.orderNo(), no -> new ArrayList<>());
      }
      List<Reservation> branches = found.get(each.orderNo());
      if (branches == null) {
        unlisted++;
      } else {
        branches.add(each);
      }
    }
    List<Transaction> transactions = new ArrayList<>();
    found.forEach((orderNo, open) -> transactions.add(transaction(orderNo, open, now)));
    return new Report(acrossShards.isReachable(), unlisted, transactions);
  }

  private Iterator<Reservation> oldestFirst(Instant before) {
    return Iterators.mergeSorted(
        TableGroup.all().stream()
            .map(group -> stocks.openReservations(group.number(), before, page))
            .toList(),
        Comparator.comparing(Reservation::reservedAt));
  }

  /**
   * Ends one transaction as its order's row says. One without that row is aborted: a checkout that
   * is still running is then refused, and its client may try again.
   */
  @WriteOperation
  Resolved resolve(@Selector String orderNo) {
    OrderNo wanted = OrderNo.of(orderNo);
    Map<String, Reservations.Outcome> products = new LinkedHashMap<>();
    for (TableGroup group : TableGroup.all()) {
      for (Reservation open : stocks.openReservations(group.number(), wanted)) {
        products.put(open.productId().text(), reservations.settle(wanted, open.productId()));
      }
    }
    return new Resolved(orderNo, products);
  }

  private Transaction transaction(OrderNo orderNo, List<Reservation> open, Instant now) {
    Instant first = open.getFirst().reservedAt();
    return new Transaction(
        orderNo.text(),
        orders.decision(orderNo),
        table("orders", orderNo.value()),
        Duration.between(first, now).toSeconds(),
        open.stream().map(InDoubt::branch).toList());
  }

  private static Branch branch(Reservation open) {
    return new Branch(
        open.productId().text(),
        open.quantity(),
        "RESERVED",
        table("stock_ledger", open.productId().value()),
        open.reservedAt());
  }

  private static String table(String logicTable, long id) {
    return logicTable + "_" + Slot.ofId(id).group().number();
  }
}

package io.mall.app.stock;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.stock.Posting.Move;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * What one order takes of several products of one data source, inside the caller's transaction: the
 * rows of the ledger first, the stock rows last, lowest product first.
 */
@Component
class Takings {

  private final StockMapper mapper;
  private final Ids ids;
  private final Clock clock;

  Takings(StockMapper mapper, Ids ids, Clock clock) {
    this.mapper = mapper;
    this.ids = ids;
    this.clock = clock;
  }

  /** Available to reserved. Refused when there is too little of one. */
  void reserve(OrderNo orderNo, Map<ProductId, Integer> quantities) {
    take(orderNo, quantities, LedgerState.RESERVED);
  }

  /** Available to sold, for an order that is decided by the same transaction. */
  void sell(OrderNo orderNo, Map<ProductId, Integer> quantities) {
    take(orderNo, quantities, LedgerState.SOLD);
  }

  private void take(OrderNo orderNo, Map<ProductId, Integer> quantities, LedgerState state) {
    Instant now = clock.instant();
    Map<TableGroup, List<LedgerRow>> groups = new TreeMap<>();
    for (Map.Entry<ProductId, Integer> each : sorted(quantities)) {
      ProductId productId = each.getKey();
      Slot slot = Slot.ofId(productId.value());
      groups
          .computeIfAbsent(slot.group(), none -> new ArrayList<>())
          .add(new LedgerRow(productId, ids.next(slot), orderNo, state, each.getValue(), now));
    }
    for (List<LedgerRow> rows : groups.values()) {
      Chunks.exact(rows).forEach(mapper::insertLedgers);
    }
    for (Map.Entry<ProductId, Integer> each : sorted(quantities)) {
      move(each.getKey(), each.getValue(), state == LedgerState.SOLD, now);
    }
  }

  private void move(ProductId productId, long quantity, boolean sold, Instant now) {
    Levels by = new Levels(-quantity, sold ? 0 : quantity, sold ? quantity : 0);
    Move move = new Move(by, new Levels(quantity, 0, 0), 1, now);
    if (mapper.move(productId, move) == 0) {
      Stock stock =
          mapper
              .find(productId)
              .orElseThrow(() -> new StockProblem.Absent(productId).toException());
      throw new StockProblem.Insufficient(productId, quantity, stock.available()).toException();
    }
  }

  private static List<Map.Entry<ProductId, Integer>> sorted(Map<ProductId, Integer> quantities) {
    return quantities.entrySet().stream()
        .sorted(Comparator.comparingLong(each -> each.getKey().value()))
        .toList();
  }
}

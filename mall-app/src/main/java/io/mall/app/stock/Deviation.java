package io.mall.app.stock;

import io.mall.app.kernel.OrderNo;
import java.time.Instant;
import java.util.List;

/**
 * A product whose stock and ledger disagree, as operators see it.
 *
 * @param since when it was found
 * @param orders whose rows of the ledger changed last, latest first: where to begin looking
 */
record Deviation(String productId, String reason, Instant since, List<OfOrder> orders) {

  /** What the ledger says of one order. */
  record OfOrder(String orderNo, LedgerState state, long quantity, Instant updatedAt) {
    static OfOrder of(Trace trace) {
      return new OfOrder(
          trace.orderNo().text(), trace.state(), trace.quantity(), trace.updatedAt());
    }
  }

  /** The same as stored. */
  record Trace(OrderNo orderNo, LedgerState state, long quantity, Instant updatedAt) {}
}

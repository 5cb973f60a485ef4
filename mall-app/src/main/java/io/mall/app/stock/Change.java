package io.mall.app.stock;

import io.mall.app.idempotency.Intent;
import io.mall.app.kernel.OrderNo;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done to the stock of one product. The number of the ledger row that it may
 * write is drawn beforehand, so that trying it again is recognised.
 */
sealed interface Change {

  /** A change that belongs to an order: its ledger row is found by product and order. */
  sealed interface OfOrder extends Change {
    OrderNo orderNo();
  }

  /** Available to reserved. */
  record Reserve(OrderNo orderNo, long ledgerId, long quantity) implements OfOrder {}

  /**
   * Available to sold, without an order.
   *
   * @param intent under whose key the answer is kept, if there is one
   */
  record Deduct(long ledgerId, long quantity, @Nullable Intent intent) implements Change {}

  /** Reserved to sold. */
  record Sell(OrderNo orderNo) implements OfOrder {}

  /** Reserved to available; without a reservation the mark that forbids it. */
  record Release(OrderNo orderNo, long ledgerId) implements OfOrder {}

  /** Sold, or still reserved, to available. */
  record GiveBack(OrderNo orderNo) implements OfOrder {}
}

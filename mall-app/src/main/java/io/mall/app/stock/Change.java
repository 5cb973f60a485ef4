package io.mall.app.stock;

import io.mall.app.idempotency.Intent;
import io.mall.app.kernel.OrderNo;
import io.mall.app.sweep.Grant;
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

  /** A change by a job that one instance does for all: only while the job is that instance's. */
  sealed interface Fenced extends OfOrder {
    @Nullable Grant grant();
  }

  /** Reserved to sold. */
  record Sell(OrderNo orderNo, @Nullable Grant grant) implements Fenced {
    Sell(OrderNo orderNo) {
      this(orderNo, null);
    }
  }

  /** Reserved to available; without a reservation the mark that forbids it. */
  record Release(OrderNo orderNo, long ledgerId, @Nullable Grant grant) implements Fenced {
    Release(OrderNo orderNo, long ledgerId) {
      this(orderNo, ledgerId, null);
    }
  }

  /** Sold, or still reserved, to available. */
  record GiveBack(OrderNo orderNo) implements OfOrder {}
}

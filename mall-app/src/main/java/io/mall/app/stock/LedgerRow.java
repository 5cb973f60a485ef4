package io.mall.app.stock;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A movement of stock as stored; only its state ever changes. */
record LedgerRow(
    ProductId productId,
    long ledgerId,
    @Nullable OrderNo orderNo,
    LedgerState state,
    long quantity,
    Instant createdAt) {

  LedgerRow in(LedgerState changed) {
    return new LedgerRow(productId, ledgerId, orderNo, changed, quantity, createdAt);
  }
}

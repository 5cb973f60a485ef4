package io.mall.app.stock;

import io.mall.app.kernel.ProductId;
import java.time.Instant;

/**
 * A row of the ledger, as a receipt for what was put in or taken out.
 *
 * @param movementId the number of the row, in decimal
 */
public record Movement(
    String movementId, ProductId productId, LedgerState state, long quantity, Instant createdAt) {

  static Movement of(LedgerRow row) {
    return new Movement(
        Long.toString(row.ledgerId()),
        row.productId(),
        row.state(),
        row.quantity(),
        row.createdAt());
  }
}

package io.mall.app.stock;

import io.mall.app.kernel.ProductId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sums of a product's ledger beside its stock row; null where there is no stock row. */
record StockSums(
    ProductId productId,
    @Nullable Long seeded,
    @Nullable Long available,
    @Nullable Long reserved,
    @Nullable Long sold,
    long ledgerSeeded,
    long ledgerReserved,
    long ledgerSold) {

  /** What is wrong, if anything is. */
  Optional<String> disagreement() {
    if (seeded == null || available == null || reserved == null || sold == null) {
      boolean empty = ledgerSeeded == 0 && ledgerReserved == 0 && ledgerSold == 0;
      return empty ? Optional.empty() : Optional.of("has a ledger but no stock row");
    }
    boolean agree =
        seeded == ledgerSeeded
            && reserved == ledgerReserved
            && sold == ledgerSold
            && available == ledgerSeeded - ledgerReserved - ledgerSold
            && available >= 0;
    return agree
        ? Optional.empty()
        : Optional.of(
            "has seeded %d, available %d, reserved %d, sold %d; its ledger has %d, %d, %d, %d"
                .formatted(
                    seeded,
                    available,
                    reserved,
                    sold,
                    ledgerSeeded,
                    ledgerSeeded - ledgerReserved - ledgerSold,
                    ledgerReserved,
                    ledgerSold));
  }
}

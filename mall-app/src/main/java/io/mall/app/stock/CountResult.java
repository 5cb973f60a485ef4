package io.mall.app.stock;

import io.mall.app.kernel.ProductId;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a batch.
 *
 * @param stock the stock as it is now, as far as it was read
 */
record CountResult(ProductId productId, Outcome outcome, @Nullable Stock stock) {

  enum Outcome {
    CHANGED,
    /** As many as were counted are available already. */
    UNCHANGED,
    /** The stock has moved since the count: nothing was changed. */
    VERSION_CHANGED,
    /** The product has never been stocked. */
    ABSENT,
    /** The product's shard is out of reach: read the stock before trying again. */
    UNAVAILABLE
  }

  static CountResult of(StockCount count, Outcome outcome) {
    return new CountResult(count.productId(), outcome, null);
  }

  static CountResult of(StockCount count, Outcome outcome, Stock stock) {
    return new CountResult(count.productId(), outcome, stock);
  }
}

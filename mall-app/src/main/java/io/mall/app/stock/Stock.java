package io.mall.app.stock;

import io.mall.app.kernel.ProductId;
import java.time.Instant;

/**
 * The stock of one product: {@code seeded = available + reserved + sold}, always.
 *
 * @param seeded everything that was ever put in
 * @param reserved held for checkouts under way
 * @param sold gone, by an order or by a deduction
 * @param version counts the changes
 */
public record Stock(
    ProductId productId,
    long seeded,
    long available,
    long reserved,
    long sold,
    long version,
    Instant updatedAt) {

  Stock counted(long added, long removed, Instant now) {
    return new Stock(
        productId,
        seeded + added,
        available + added - removed,
        reserved,
        sold + removed,
        version + 1,
        now);
  }
}

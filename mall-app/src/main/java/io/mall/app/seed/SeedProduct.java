package io.mall.app.seed;

import java.time.LocalDateTime;

/**
 * A product of the seed data with its stock.
 *
 * @param priceAmount in minor units
 * @param ledgerId of the ledger row that its stock comes from
 * @param createdAt in UTC
 */
record SeedProduct(
    long productId,
    long categoryId,
    String title,
    String description,
    long priceAmount,
    String currency,
    long ledgerId,
    long stock,
    LocalDateTime createdAt) {}

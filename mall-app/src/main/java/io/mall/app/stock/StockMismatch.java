package io.mall.app.stock;

import io.mall.app.kernel.ProductId;

/** A product whose stock row and ledger disagree. */
public record StockMismatch(ProductId productId, String reason) {}

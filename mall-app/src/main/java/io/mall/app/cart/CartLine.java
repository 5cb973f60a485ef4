package io.mall.app.cart;

import io.mall.app.kernel.ProductId;

/** One product in a cart. */
public record CartLine(ProductId productId, int quantity) {}

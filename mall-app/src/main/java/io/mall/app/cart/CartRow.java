package io.mall.app.cart;

import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import java.time.Instant;

/** A line as it is first stored. */
record CartRow(
    long cartItemId, UserId userId, ProductId productId, int quantity, Instant createdAt) {}

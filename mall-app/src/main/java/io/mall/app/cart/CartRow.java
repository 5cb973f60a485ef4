package io.mall.app.cart;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import java.time.Instant;

/**
 * A line as it is first stored, or a change of it.
 *
 * @param price of one, as the client is shown
 */
record CartRow(
    long cartItemId,
    UserId userId,
    ProductId productId,
    int quantity,
    Money price,
    Instant createdAt) {}

package io.mall.app.stock;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import java.time.Instant;

/** What an order holds, or held, of one product. */
public record Reservation(
    OrderNo orderNo, ProductId productId, long quantity, Instant reservedAt) {}

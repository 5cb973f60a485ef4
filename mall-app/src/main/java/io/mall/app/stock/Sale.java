package io.mall.app.stock;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;

/** What of one product goes with an order. */
public record Sale(OrderNo orderNo, ProductId productId, long quantity) {}

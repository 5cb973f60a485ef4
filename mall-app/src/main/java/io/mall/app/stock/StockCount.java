package io.mall.app.stock;

import io.mall.app.kernel.ProductId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What somebody found when counting a product.
 *
 * @param version of the stock that the count is based on
 * @param available how many there are beside those that are reserved
 */
record StockCount(
    @NotNull ProductId productId,
    @NotNull @Min(0) Long version,
    @NotNull @Min(0) @Max(Quantity.MAX) Long available) {}

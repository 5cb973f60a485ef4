package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import org.jspecify.annotations.Nullable;

/** Which products a list holds. Prices are compared in minor units, whatever their currency. */
record ProductFilter(
    Product.Status status,
    @Nullable CategoryId categoryId,
    @Nullable Long minPrice,
    @Nullable Long maxPrice,
    @Nullable SearchWords words) {

  /** Equal filters have equal texts: the name of the list, for its cursors. */
  String text() {
    return status
        + "/"
        + categoryId
        + "/"
        + minPrice
        + "/"
        + maxPrice
        + "/"
        + (words == null ? null : words.expression());
  }
}

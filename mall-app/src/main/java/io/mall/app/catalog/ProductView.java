package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import java.time.Instant;

/** A product as sent. */
record ProductView(
    ProductId productId,
    CategoryId categoryId,
    String title,
    String description,
    Money price,
    Product.Status status,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  static ProductView of(Product product) {
    return new ProductView(
        product.id(),
        product.categoryId(),
        product.title(),
        product.description(),
        product.price(),
        product.status(),
        product.version(),
        product.createdAt(),
        product.updatedAt());
  }
}

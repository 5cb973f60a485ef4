package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import java.time.Instant;

/** A product as stored. */
record ProductRow(
    ProductId productId,
    CategoryId categoryId,
    String title,
    String description,
    long priceAmount,
    String currency,
    Product.Status status,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  static ProductRow of(Product product) {
    return new ProductRow(
        product.id(),
        product.categoryId(),
        product.title(),
        product.description(),
        product.price().amount(),
        product.price().currencyCode(),
        product.status(),
        product.version(),
        product.createdAt(),
        product.updatedAt());
  }

  Product toProduct() {
    return new Product(
        productId,
        categoryId,
        title,
        description,
        Money.of(priceAmount, currency),
        status,
        version,
        createdAt,
        updatedAt);
  }
}

package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import java.time.Instant;

/**
 * Something the shop sells, or has sold.
 *
 * @param version counts the changes: a later state has a higher one
 */
public record Product(
    ProductId id,
    CategoryId categoryId,
    String title,
    String description,
    Money price,
    Status status,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  /** Whether a product can be bought. */
  public enum Status {
    ACTIVE,
    WITHDRAWN
  }

  public boolean isForSale() {
    return status == Status.ACTIVE;
  }
}

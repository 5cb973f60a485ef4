package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.web.Text;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is to be different about a product: a field that is absent, or null, stays as it is. */
record ProductChange(
    @Nullable CategoryId categoryId,
    @Nullable @Text(min = 1, max = MAX_TITLE) String title,
    @Nullable @Text(max = MAX_DESCRIPTION, multiline = true) String description,
    @Nullable @Valid PriceChange price,
    Product.@Nullable Status status) {

  /** The column's length. */
  static final int MAX_TITLE = 200;

  /** A TEXT column holds 65,535 bytes; a code point takes up to four of them. */
  static final int MAX_DESCRIPTION = 10_000;

  /** The product after the change: the next version, or the same product when nothing differs. */
  Product applyTo(Product before, Instant now) {
    Product after = merge(before, before.version(), before.updatedAt());
    return after.equals(before) ? before : merge(before, before.version() + 1, now);
  }

  private Product merge(Product before, int version, Instant updatedAt) {
    return new Product(
        before.id(),
        Objects.requireNonNullElse(categoryId, before.categoryId()),
        Objects.requireNonNullElse(title, before.title()),
        Objects.requireNonNullElse(description, before.description()),
        price == null ? before.price() : price.applyTo(before.price()),
        Objects.requireNonNullElse(status, before.status()),
        version,
        before.createdAt(),
        updatedAt);
  }
}

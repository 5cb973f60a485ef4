package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.ProductId;
import io.mall.app.web.Text;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A product as an administrator enters it; for sale at once unless the status says otherwise. */
record NewProduct(
    @NotNull CategoryId categoryId,
    @NotNull @Text(min = 1, max = ProductChange.MAX_TITLE) String title,
    @Nullable @Text(max = ProductChange.MAX_DESCRIPTION, multiline = true) String description,
    @NotNull @Valid Price price,
    Product.@Nullable Status status) {

  Product toProduct(ProductId id, Instant now) {
    return new Product(
        id,
        categoryId,
        title,
        description == null ? "" : description,
        price.toMoney(),
        status == null ? Product.Status.ACTIVE : status,
        1,
        now,
        now);
  }
}

package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.ProductId;
import io.mall.app.problem.Problem;
import io.mall.app.web.Text;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of many products in one transaction; one that is refused does not hinder the others. */
record BatchChange(@NotNull @Size(min = 1, max = MAX_ITEMS) List<@NotNull @Valid Item> items) {

  static final int MAX_ITEMS = 100;

  /** One product, the version the change is based on, and the fields to be different. */
  record Item(
      @NotNull ProductId productId,
      @NotNull @Min(0) @Max(Integer.MAX_VALUE - 1) Integer version,
      @Nullable CategoryId categoryId,
      @Nullable @Text(min = 1, max = ProductChange.MAX_TITLE) String title,
      @Nullable @Text(max = ProductChange.MAX_DESCRIPTION, multiline = true) String description,
      @Nullable @Valid PriceChange price,
      Product.@Nullable Status status) {

    ProductChange change() {
      return new ProductChange(categoryId, title, description, price, status);
    }
  }

  /** What became of one item. */
  sealed interface Outcome {

    ProductId productId();

    /** The product as it is now; the same version as before when nothing was different. */
    record Changed(Product product) implements Outcome {
      @Override
      public ProductId productId() {
        return product.id();
      }
    }

    /** The product is as it was. */
    record Refused(ProductId productId, Problem problem) implements Outcome {}
  }
}

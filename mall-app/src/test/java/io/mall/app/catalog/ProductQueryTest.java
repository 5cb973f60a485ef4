package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import io.mall.app.page.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductQueryTest {

  private static final Product PRODUCT =
      new Product(
          new ProductId(4711),
          new CategoryId(7),
          "Lamp",
          "",
          Money.of(1250, "EUR"),
          Product.Status.ACTIVE,
          1,
          Instant.parse("2026-11-01T12:00:00.123456Z"),
          Instant.parse("2026-11-02T12:00:00Z"));

  @ParameterizedTest
  @EnumSource
  void aCursorBringsBackTheKeysOfTheLastProduct(Sort sort) {
    String cursor = query(filter(), sort, null).cursorOf(PRODUCT).text();
    ProductQuery.Parameters next = query(filter(), sort, cursor).parameters();
    assertThat(next.afterId()).isEqualTo(4711);
    if (sort == Sort.NEWEST) {
      assertThat(next.afterTime()).isEqualTo(PRODUCT.createdAt());
    } else {
      assertThat(next.afterPrice()).isEqualTo(1250);
    }
    assertThat(next.limit()).isEqualTo(21);
  }

  @Test
  void theFirstPageBeginsAfterNothing() {
    ProductQuery.Parameters first = query(filter(), Sort.NEWEST, null).parameters();
    assertThat(first.afterId()).isNull();
    assertThat(first.afterPrice()).isNull();
    assertThat(first.afterTime()).isNull();
  }

  @ParameterizedTest
  @MethodSource("others")
  void aCursorOfAnotherFilterIsRefused(ProductFilter other) {
    String cursor = query(filter(), Sort.NEWEST, null).cursorOf(PRODUCT).text();
    assertThatThrownBy(() -> query(other, Sort.NEWEST, cursor)).hasMessage("page/broken-cursor");
  }

  static Stream<ProductFilter> others() {
    CategoryId seven = new CategoryId(7);
    SearchWords lamp = new SearchWords(List.of("lamp"));
    return Stream.of(
        new ProductFilter(Product.Status.WITHDRAWN, seven, 1L, 9L, lamp),
        new ProductFilter(Product.Status.ACTIVE, null, 1L, 9L, lamp),
        new ProductFilter(Product.Status.ACTIVE, seven, null, 9L, lamp),
        new ProductFilter(Product.Status.ACTIVE, seven, 2L, 9L, lamp),
        new ProductFilter(Product.Status.ACTIVE, seven, 1L, null, lamp),
        new ProductFilter(Product.Status.ACTIVE, seven, 1L, 9L, null),
        new ProductFilter(Product.Status.ACTIVE, seven, 1L, 9L, new SearchWords(List.of("lamps"))));
  }

  @Test
  void aCursorOfAnotherOrderIsRefused() {
    String cursor = query(filter(), Sort.CHEAPEST, null).cursorOf(PRODUCT).text();
    assertThatThrownBy(() -> query(filter(), Sort.DEAREST, cursor))
        .hasMessage("page/broken-cursor");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 253_402_300_800_000_000L, Long.MAX_VALUE})
  void aForgedTimeIsRefusedBeforeTheDatabaseSeesIt(long time) {
    String list = "products/newest/" + filter().text();
    String forged = Cursor.of(list, time, 1L).text();
    assertThatThrownBy(() -> query(filter(), Sort.NEWEST, forged)).hasMessage("page/broken-cursor");
  }

  @Test
  void aForgedIdIsRefused() {
    String forged = Cursor.of("products/newest/" + filter().text(), 1L, 0L).text();
    assertThatThrownBy(() -> query(filter(), Sort.NEWEST, forged)).hasMessage("page/broken-cursor");
  }

  private static ProductFilter filter() {
    return new ProductFilter(
        Product.Status.ACTIVE, new CategoryId(7), 1L, 9L, new SearchWords(List.of("lamp")));
  }

  private static ProductQuery query(ProductFilter filter, Sort sort, @Nullable String cursor) {
    return ProductQuery.of(filter, sort, cursor, 20);
  }
}

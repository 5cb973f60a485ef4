package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.Money;
import io.mall.app.page.Cursor;
import io.mall.app.page.Page;
import io.mall.app.page.PageProblem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a product list: a filter, an order, and the last product of the page before.
 *
 * @param after the keys of that product: its time or its price, and its id
 */
record ProductQuery(ProductFilter filter, Sort sort, @Nullable Cursor after, int limit) {

  private static final int KEYS = 2;

  // The end of the year 9999: the last DATETIME.
  private static final long MAX_MICROS = 253_402_300_799_999_999L;

  ProductQuery {
    if (after != null && !isPossible(after, sort)) {
      throw new PageProblem.BrokenCursor().toException();
    }
  }

  static ProductQuery of(ProductFilter filter, Sort sort, @Nullable String cursor, int limit) {
    Cursor after = cursor == null ? null : Cursor.parse(cursor, list(filter, sort), KEYS);
    return new ProductQuery(filter, sort, after, limit);
  }

  /** Whether it is a first page without a search: such as many people ask for. */
  boolean mayBeKept() {
    return after == null && filter.words() == null;
  }

  /** Equal queries have equal keys. */
  String key() {
    return list(filter, sort) + "/" + limit + "/" + (after == null ? "" : after.text());
  }

  /** The page of rows that were read with one more than it holds. */
  Page<Product> page(List<ProductRow> rows) {
    return Page.of(rows.stream().map(ProductRow::toProduct).toList(), limit, this::cursorOf);
  }

  /** The cursor of the page that begins after a product. */
  Cursor cursorOf(Product last) {
    long key =
        sort == Sort.NEWEST
            ? ChronoUnit.MICROS.between(Instant.EPOCH, last.createdAt())
            : last.price().amount();
    return Cursor.of(list(filter, sort), key, last.id().value());
  }

  /** As SQL takes it; one row more than the page holds tells whether there is another page. */
  Parameters parameters() {
    SearchWords words = filter.words();
    return new Parameters(
        filter.status(),
        filter.categoryId(),
        filter.minPrice(),
        filter.maxPrice(),
        words == null ? null : words.expression(),
        after == null ? null : Instant.EPOCH.plus(after.key(0), ChronoUnit.MICROS),
        after == null ? null : after.key(0),
        after == null ? null : after.key(1),
        limit + 1);
  }

  /** What the statements of the lists take; each uses the keys of its own order. */
  record Parameters(
      Product.Status status,
      @Nullable CategoryId categoryId,
      @Nullable Long minPrice,
      @Nullable Long maxPrice,
      @Nullable String words,
      @Nullable Instant afterTime,
      @Nullable Long afterPrice,
      @Nullable Long afterId,
      int limit) {}

  private static String list(ProductFilter filter, Sort sort) {
    return "products/" + sort.text() + "/" + filter.text();
  }

  /** A check sum can be forged; the database must not stumble over what it then lets through. */
  private static boolean isPossible(Cursor after, Sort sort) {
    long maximum = sort == Sort.NEWEST ? MAX_MICROS : Money.MAX_AMOUNT;
    return after.key(0) >= 0 && after.key(0) <= maximum && after.key(1) > 0;
  }
}

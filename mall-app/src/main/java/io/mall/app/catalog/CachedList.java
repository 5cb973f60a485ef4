package io.mall.app.catalog;

import io.mall.app.answer.Answer;
import io.mall.app.kernel.ProductId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A first page of a list in memory.
 *
 * @param reader reads it again, as it is after the last commit
 * @param generation how often everything had been distrusted when its load began
 * @param loadedAt when the load began
 * @param changes how many changes of products were known then
 * @param refreshAt when it is to be loaded anew while it is in use
 * @param answer the list as it is sent; null until somebody asks for that
 */
record CachedList(
    ProductQuery query,
    List<ProductRow> rows,
    Supplier<List<ProductRow>> reader,
    long generation,
    long loadedAt,
    long changes,
    long refreshAt,
    @Nullable Answer answer) {

  /** What a row takes, roughly, in bytes. */
  private static final int ROW = 600;

  CachedList withAnswer(@Nullable Answer made) {
    return new CachedList(query, rows, reader, generation, loadedAt, changes, refreshAt, made);
  }

  CachedList withRefreshAt(long later) {
    return new CachedList(query, rows, reader, generation, loadedAt, changes, later, answer);
  }

  /** Whether it was loaded after the other one, as far as anybody can see. */
  boolean isNewerThan(CachedList other) {
    return changes > other.changes || (changes == other.changes && loadedAt >= other.loadedAt);
  }

  /** Whether a product is in it, in this version or a later one. */
  boolean shows(ProductId id, int version) {
    return rows.stream().anyMatch(row -> row.productId().equals(id) && row.version() >= version);
  }

  int weight() {
    return ROW * (rows.size() + 1) + (answer == null ? 0 : answer.weight());
  }
}

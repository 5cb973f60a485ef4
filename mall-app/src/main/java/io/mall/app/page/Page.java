package io.mall.app.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One piece of a list, and the cursor of the next piece when there is one. */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  public static final int DEFAULT_LIMIT = 20;
  public static final int MAX_LIMIT = 100;

  public Page {
    items = List.copyOf(items);
  }

  /** A list that fits one piece. */
  public static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null);
  }

  /**
   * Cuts a page off rows that were read with {@code LIMIT limit + 1}: the extra row tells that
   * there is a next page.
   */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursor) {
    if (rows.size() <= limit) {
      return whole(rows);
    }
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, cursor.apply(items.getLast()).text());
  }

  /** The page size that a client asked for, or the default; refused when out of range. */
  public static int limit(@Nullable Integer asked) {
    int limit = asked == null ? DEFAULT_LIMIT : asked;
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new PageProblem.LimitOutOfRange(MAX_LIMIT).toException();
    }
    return limit;
  }

  public <R> Page<R> map(Function<T, R> change) {
    return new Page<>(items.stream().map(change).toList(), nextCursor);
  }
}

package io.mall.app.order;

import io.mall.app.page.Cursor;
import io.mall.app.page.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of a user's orders to list, newest first. All orders page along the primary key, since
 * order numbers grow with time; those of one status along their index by time.
 *
 * @param from not older than this
 * @param to older than this
 * @param beforeNo continue below this order number
 * @param beforeTime with a status: continue at this time, there below {@code beforeNo}
 * @param limit rows of one page, the extra one not counted
 */
record OrderQuery(
    Order.@Nullable Status status,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long beforeNo,
    @Nullable Instant beforeTime,
    int limit) {

  private static final String ALL = "orders";
  private static final String BY_STATUS = "orders/status";

  /** What a DATETIME column can be compared with on every engine. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  static OrderQuery first(
      Order.@Nullable Status status, @Nullable Instant from, @Nullable Instant to, int limit) {
    return new OrderQuery(status, storable(from), storable(to), null, null, limit);
  }

  /** The same list after the page that ended with this cursor. */
  OrderQuery after(String cursor) {
    if (status == null) {
      long number = Cursor.parse(cursor, ALL, 1).key(0);
      return new OrderQuery(null, from, to, number, null, limit);
    }
    Cursor keys = Cursor.parse(cursor, BY_STATUS, 2);
    Instant time = storable(Instant.EPOCH.plus(keys.key(0), ChronoUnit.MICROS));
    return new OrderQuery(status, from, to, keys.key(1), time, limit);
  }

  /** One more than a page holds: it tells that there is a next page. */
  int fetch() {
    return limit + 1;
  }

  Page<OrderRow> page(List<OrderRow> rows) {
    return Page.of(rows, limit, this::cursorOf);
  }

  private Cursor cursorOf(OrderRow row) {
    long number = row.orderNo().value();
    return status == null
        ? Cursor.of(ALL, number)
        : Cursor.of(BY_STATUS, ChronoUnit.MICROS.between(Instant.EPOCH, row.createdAt()), number);
  }

  private static @Nullable Instant storable(@Nullable Instant time) {
    if (time == null || time.isBefore(EARLIEST)) {
      return time == null ? null : EARLIEST;
    }
    return time.isAfter(LATEST) ? LATEST : time;
  }
}

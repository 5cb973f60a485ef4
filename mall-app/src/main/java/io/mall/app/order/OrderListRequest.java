package io.mall.app.order;

import io.mall.app.page.ListParameters;
import io.mall.app.page.Page;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The parameters of the order list, as sent. */
record OrderListRequest(
    @Nullable String status,
    @Nullable String from,
    @Nullable String to,
    @Nullable String limit,
    @Nullable String cursor) {

  private static final int MAX_DIGITS = 9;

  /** Reads all parameters, or refuses and names each that is wrong. */
  OrderQuery toQuery() {
    ListParameters parameters = new ListParameters();
    Order.Status wanted =
        parameters.read("status", status, ListParameters.constant(Order.Status.class));
    Instant earliest = parameters.read("from", from, OrderListRequest::time);
    Instant latest = parameters.read("to", to, OrderListRequest::time);
    Integer size = parameters.read("limit", limit, OrderListRequest::number);
    parameters.check();
    int rows = Page.limit(size);
    OrderQuery query = OrderQuery.first(wanted, earliest, latest, rows);
    return cursor == null || cursor.isEmpty() ? query : query.after(cursor);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be a time such as 2026-03-01T12:00:00Z", e);
    }
  }

  private static int number(String text) {
    boolean isNumber =
        text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber) {
      throw new IllegalArgumentException("must be a whole number");
    }
    return Integer.parseInt(text);
  }
}

package io.mall.app.order;

import io.mall.app.page.Page;
import io.mall.app.problem.InvalidField;
import io.mall.app.web.RequestProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the order list, as sent. An empty one is as good as none: that is what forms
 * send for fields left empty.
 */
record OrderListRequest(
    @Nullable String status,
    @Nullable String from,
    @Nullable String to,
    @Nullable String limit,
    @Nullable String cursor) {

  private static final int MAX_DIGITS = 9;

  /** Reads all parameters, or refuses and names each that is wrong. */
  OrderQuery toQuery() {
    List<InvalidField> errors = new ArrayList<>();
    Order.Status wanted = read("status", status, OrderListRequest::status, errors);
    Instant earliest = read("from", from, OrderListRequest::time, errors);
    Instant latest = read("to", to, OrderListRequest::time, errors);
    Integer size = read("limit", limit, OrderListRequest::number, errors);
    if (!errors.isEmpty()) {
      throw new RequestProblem.InvalidFields(errors).toException();
    }
    int rows = Page.limit(size);
    OrderQuery query = OrderQuery.first(wanted, earliest, latest, rows);
    return cursor == null || cursor.isEmpty() ? query : query.after(cursor);
  }

  private static <T> @Nullable T read(
      String field, @Nullable String text, Function<String, T> reader, List<InvalidField> errors) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      errors.add(new InvalidField(field, String.valueOf(e.getMessage())));
      return null;
    }
  }

  private static Order.Status status(String text) {
    return Arrays.stream(Order.Status.values())
        .filter(status -> status.name().equals(text))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of " + Arrays.toString(Order.Status.values())));
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

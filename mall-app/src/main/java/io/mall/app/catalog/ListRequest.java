package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.Money;
import io.mall.app.page.Page;
import io.mall.app.problem.InvalidField;
import io.mall.app.web.RequestProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the product list, as sent. An empty one is as good as none: that is what forms
 * send for fields left empty.
 */
record ListRequest(
    @Nullable String category,
    @Nullable String status,
    @Nullable String minPrice,
    @Nullable String maxPrice,
    @Nullable String q,
    @Nullable String sort,
    @Nullable String limit,
    @Nullable String cursor) {

  private static final int MAX_TEXT = 100;

  /** Reads all parameters, or refuses and names each that is wrong. */
  ProductQuery toQuery() {
    List<InvalidField> errors = new ArrayList<>();
    CategoryId categoryId = read("category", category, CategoryId::of, errors);
    Product.Status wanted = read("status", status, ListRequest::status, errors);
    Long minimum = read("minPrice", minPrice, ListRequest::price, errors);
    Long maximum = read("maxPrice", maxPrice, ListRequest::price, errors);
    Sort order = read("sort", sort, ListRequest::sort, errors);
    Integer size = read("limit", limit, ListRequest::size, errors);
    String text = read("q", q, ListRequest::text, errors);
    if (minimum != null && maximum != null && minimum > maximum) {
      errors.add(new InvalidField("minPrice", "must be at most maxPrice"));
    }
    if (!errors.isEmpty()) {
      throw new RequestProblem.InvalidFields(errors).toException();
    }
    ProductFilter filter =
        new ProductFilter(
            wanted == null ? Product.Status.ACTIVE : wanted,
            categoryId,
            minimum,
            maximum,
            text == null ? null : SearchWords.of(text));
    String after = cursor == null || cursor.isEmpty() ? null : cursor;
    return ProductQuery.of(filter, order == null ? Sort.NEWEST : order, after, Page.limit(size));
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

  private static Product.Status status(String text) {
    return Arrays.stream(Product.Status.values())
        .filter(each -> each.name().equals(text))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of " + Arrays.toString(Product.Status.values())));
  }

  private static Sort sort(String text) {
    return Sort.find(text)
        .orElseThrow(() -> new IllegalArgumentException("must be one of newest, price, -price"));
  }

  private static long price(String text) {
    long price = digits(text, "must be a whole number of minor units");
    if (price > Money.MAX_AMOUNT) {
      throw new IllegalArgumentException("must be at most " + Money.MAX_AMOUNT);
    }
    return price;
  }

  private static int size(String text) {
    return (int) Math.min(digits(text, "must be a whole number"), Integer.MAX_VALUE);
  }

  private static long digits(String text, String message) {
    boolean isNumber = text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber) {
      throw new IllegalArgumentException(message);
    }
    return Long.parseLong(text);
  }

  private static String text(String text) {
    if (text.codePointCount(0, text.length()) > MAX_TEXT) {
      throw new IllegalArgumentException("must be at most " + MAX_TEXT + " characters");
    }
    return text;
  }
}

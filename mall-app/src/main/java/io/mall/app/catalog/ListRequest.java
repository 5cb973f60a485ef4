package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.Money;
import io.mall.app.page.ListParameters;
import io.mall.app.page.Page;
import org.jspecify.annotations.Nullable;

/** The parameters of the product list, as sent. */
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
    ListParameters parameters = new ListParameters();
    CategoryId categoryId = parameters.read("category", category, CategoryId::of);
    Product.Status wanted =
        parameters.read("status", status, ListParameters.constant(Product.Status.class));
    Long minimum = parameters.read("minPrice", minPrice, ListRequest::price);
    Long maximum = parameters.read("maxPrice", maxPrice, ListRequest::price);
    Sort order = parameters.read("sort", sort, ListRequest::sort);
    Integer size = parameters.read("limit", limit, ListRequest::size);
    String text = parameters.read("q", q, ListRequest::text);
    if (minimum != null && maximum != null && minimum > maximum) {
      parameters.refuse("minPrice", "must be at most maxPrice");
    }
    parameters.check();
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

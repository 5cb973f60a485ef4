package io.mall.app.catalog;

import io.mall.app.answer.Answer;
import io.mall.app.answer.Answers;
import io.mall.app.answer.CacheHeaders;
import io.mall.app.cache.HotKeys;
import io.mall.app.kernel.ProductId;
import io.mall.app.web.EntityTag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Products in memory as they are sent. */
final class ProductAnswers implements Answers {

  /** What products are called among hot keys. */
  static final String KIND = "product";

  private static final String PREFIX = "/api/products/";

  /** Below 19, so that no number is too large. */
  private static final int MAX_DIGITS = 18;

  private final ProductCache cache;
  private final HotKeys.Kind hot;
  private final JsonMapper mapper;

  ProductAnswers(ProductCache cache, HotKeys.Kind hot, JsonMapper mapper) {
    this.hot = hot;
    this.cache = cache;
    this.mapper = mapper;
  }

  @Override
  public String route() {
    return PREFIX + "{productId}";
  }

  @Override
  public @Nullable Answer find(String path, @Nullable String query) {
    if (query != null || !path.startsWith(PREFIX)) {
      return null;
    }
    long id = number(path);
    if (id <= 0) {
      return null;
    }
    Answer answer = answer(new ProductId(id));
    if (answer != null) {
      hot.asked(id);
    }
    return answer;
  }

  /** The answer with a product that is in memory; made at the first time. */
  @Nullable Answer answer(ProductId id) {
    return cache.answer(id, this::render);
  }

  /** What shared caches may drop a product's answers by. */
  static String keys(ProductId id) {
    return "product-" + id.value() + " products";
  }

  private Answer render(Product product) {
    return Answer.of(
        mapper.writeValueAsBytes(ProductView.of(product)),
        new EntityTag(product.version()).header(),
        CacheHeaders.PRODUCTS,
        keys(product.id()));
  }

  /** The number a path ends with, as {@link ProductId} writes it; 0 for anything else. */
  private static long number(String path) {
    int length = path.length();
    if (length == PREFIX.length() || path.charAt(PREFIX.length()) == '0') {
      return 0;
    }
    if (length - PREFIX.length() > MAX_DIGITS) {
      return longNumber(path.substring(PREFIX.length()));
    }
    long number = 0;
    for (int i = PREFIX.length(); i < length; i++) {
      int digit = path.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static long longNumber(String text) {
    if (text.length() > MAX_DIGITS + 1 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException tooLarge) {
      return 0;
    }
  }
}

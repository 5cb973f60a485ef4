package io.mall.app.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mall.app.answer.Answer;
import io.mall.app.answer.Answers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Lists in memory as they are sent, by the parameters as clients write them. */
final class ListAnswers implements Answers {

  static final String PATH = "/api/products";

  /** What shared caches may drop all answers with products by. */
  static final String KEYS = "products";

  private static final int MOST = 5_000;
  private static final int LONGEST = 200;
  private static final int TAG_BYTES = 12;

  private final ListCache lists;
  private final JsonMapper mapper;
  private final Cache<String, String> keys = Caffeine.newBuilder().maximumSize(MOST).build();

  ListAnswers(ListCache lists, JsonMapper mapper) {
    this.lists = lists;
    this.mapper = mapper;
  }

  @Override
  public String route() {
    return PATH;
  }

  @Override
  public @Nullable Answer find(String path, @Nullable String query) {
    if (!path.equals(PATH)) {
      return null;
    }
    String key = keys.getIfPresent(query == null ? "" : query);
    return key == null ? null : lists.answer(key, this::render);
  }

  /** Remembers which list somebody meant by some parameters. */
  void remember(@Nullable String parameters, ProductQuery query) {
    String text = parameters == null ? "" : parameters;
    if (query.mayBeKept() && text.length() <= LONGEST) {
      keys.put(text, query.key());
    }
  }

  private Answer render(ListCache.CachedList list) {
    byte[] document = mapper.writeValueAsBytes(list.query().page(list.rows()).map(ProductView::of));
    return Answer.of(document, '"' + hash(document) + '"', KEYS);
  }

  private static String hash(byte[] document) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(document);
      return HexFormat.of().formatHex(Arrays.copyOf(hash, TAG_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

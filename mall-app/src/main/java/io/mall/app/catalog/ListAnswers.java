package io.mall.app.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mall.app.answer.Answer;
import io.mall.app.answer.Answers;
import io.mall.app.answer.CacheHeaders;
import io.mall.app.cache.HotKeys;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Lists in memory as they are sent, by the parameters as clients write them. */
final class ListAnswers implements Answers {

  static final String PATH = "/api/products";

  /** What lists are called among hot keys. */
  static final String KIND = "list";

  /** What shared caches may drop all answers with products by. */
  static final String KEYS = "products";

  private static final int MOST = 5_000;
  private static final int LONGEST = 200;
  private static final int TAG_BYTES = 12;

  private final ListCache lists;
  private final HotKeys.Kind hot;
  private final JsonMapper mapper;
  private final Cache<String, String> keys = Caffeine.newBuilder().maximumSize(MOST).build();

  ListAnswers(ListCache lists, HotKeys.Kind hot, JsonMapper mapper) {
    this.lists = lists;
    this.hot = hot;
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
    String parameters = query == null ? "" : query;
    String key = keys.getIfPresent(parameters);
    Answer answer = key == null ? null : lists.answer(key, this::render);
    if (answer != null) {
      hot.asked(parameters);
    }
    return answer;
  }

  /** Somebody meant a list by some parameters, and was answered without a ready one. */
  void remember(@Nullable String parameters, ProductQuery query) {
    String text = parameters == null ? "" : parameters;
    if (query.mayBeKept() && text.length() <= LONGEST) {
      keys.put(text, query.key());
      hot.asked(text);
    }
  }

  /** Makes the answer to a list that is in memory, before anybody asks for it here. */
  void prepare(String parameters, ProductQuery query) {
    keys.put(parameters, query.key());
    lists.answer(query.key(), this::render);
  }

  private Answer render(CachedList list) {
    byte[] document = mapper.writeValueAsBytes(list.query().page(list.rows()).map(ProductView::of));
    return Answer.of(document, '"' + hash(document) + '"', CacheHeaders.LISTS, KEYS);
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

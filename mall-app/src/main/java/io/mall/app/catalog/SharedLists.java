package io.mall.app.catalog;

import io.mall.app.cache.SharedCache;
import io.mall.app.cache.Strategy;
import io.mall.app.control.Switch;
import io.mall.app.kernel.ProductId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists that all instances share in Redis. The version of one is the number of the last news of a
 * product that its reader had had: whoever has had later news does not take it.
 */
final class SharedLists implements ListSource {

  /** Part of each name; another one when {@link ProductRow} changes. */
  static final String PREFIX = "mall:{catalog}:list:1:";

  private static final Logger log = LoggerFactory.getLogger(SharedLists.class);
  private static final int MOST_UNHEARD = 10_000;

  private final SharedCache shared;
  private final NewsSequence news;
  private final JsonMapper mapper;
  private final Switch on;

  /** Changes that this instance knows of and that have no number yet: its own, mostly. */
  private final Map<ProductId, Integer> unheard = new ConcurrentHashMap<>();

  SharedLists(SharedCache shared, NewsSequence news, JsonMapper mapper, Switch on) {
    this.shared = shared;
    this.news = news;
    this.mapper = mapper;
    this.on = on;
  }

  @Override
  public void changed(ProductId id, int version) {
    if (unheard.size() < MOST_UNHEARD) {
      unheard.merge(id, version, Math::max);
    }
  }

  @Override
  public List<ProductRow> rows(String key, Strategy strategy, Supplier<List<ProductRow>> exact) {
    long number = news.latest();
    if (!on.isOn() || number < 0 || knowsMoreThanNews()) {
      return exact.get();
    }
    String name = name(key);
    SharedCache.Lookup lookup = shared.find(name, number);
    List<ProductRow> rows = lookup.entry() == null ? null : read(lookup.entry());
    if (rows != null) {
      return rows;
    }
    try {
      return store(name, number, strategy, exact.get(), lookup.lease());
    } catch (RuntimeException | Error e) {
      shared.release(name, lookup.lease());
      throw e;
    }
  }

  @Override
  public List<ProductRow> refresh(String key, Strategy strategy, Supplier<List<ProductRow>> exact) {
    long number = news.latest();
    boolean forOthers = on.isOn() && number >= 0 && !knowsMoreThanNews();
    List<ProductRow> read = exact.get();
    return forOthers ? store(name(key), number, strategy, read, "") : read;
  }

  private List<ProductRow> store(
      String name, long number, Strategy strategy, List<ProductRow> rows, String lease) {
    byte[] value = mapper.writeValueAsBytes(rows);
    shared.store(name, new SharedCache.Entry(number, value), strategy.lifetime(), lease);
    return rows;
  }

  private boolean knowsMoreThanNews() {
    unheard.entrySet().removeIf(each -> news.heard(each.getKey()) >= each.getValue());
    return !unheard.isEmpty();
  }

  private @Nullable List<ProductRow> read(SharedCache.Entry entry) {
    try {
      byte[] value = entry.value();
      return value == null ? null : Arrays.asList(mapper.readValue(value, ProductRow[].class));
    } catch (JacksonException unreadable) {
      log.atWarn().setCause(unreadable).log("unreadable list in Redis");
      return null;
    }
  }

  private static String name(String key) {
    try {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

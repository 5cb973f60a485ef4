package io.mall.app.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mall.app.answer.Answer;
import io.mall.app.cache.Strategy;
import io.mall.app.kernel.ProductId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * First pages of lists that are asked for often, in the memory of this instance. Any change of any
 * product makes them all be read anew: which lists it belongs to is a question for the database.
 */
final class ListCache implements ProductListener {

  /** So many times in {@link #WINDOW} a list is asked for before it is kept. */
  private static final int OFTEN = 20;

  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final int MOST_COUNTED = 2_000;

  /** Rows of a list in memory, roughly, in bytes. */
  private static final int ROW = 600;

  private final Freshness freshness;
  private final Strategy strategy;
  private final CatalogSwitches switches;
  private final SharedLists shared;
  private final Cache<String, CachedList> lists;
  private final Cache<String, AtomicInteger> asked;
  private final Map<String, CompletableFuture<CachedList>> loads = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final LatestVersions versions = new LatestVersions();

  /**
   * A list.
   *
   * @param changes how many changes of products were known when its load began
   */
  record CachedList(
      ProductQuery query,
      List<ProductRow> rows,
      long generation,
      long loadedAt,
      long changes,
      @Nullable Answer answer) {

    CachedList withAnswer(Answer made) {
      return new CachedList(query, rows, generation, loadedAt, changes, made);
    }

    int weight() {
      return ROW * (rows.size() + 1) + (answer == null ? 0 : answer.weight());
    }
  }

  ListCache(
      CatalogProperties properties,
      Strategy strategy,
      SharedLists shared,
      Freshness freshness,
      CatalogSwitches switches) {
    this.freshness = freshness;
    this.strategy = strategy;
    this.switches = switches;
    this.shared = shared;
    double jitter = ThreadLocalRandom.current().nextDouble(0.9, 1.1);
    this.lists =
        Caffeine.newBuilder()
            .maximumWeight(properties.listWeight().toBytes())
            .weigher((String key, CachedList list) -> list.weight())
            .expireAfterWrite(Duration.ofMillis((long) (strategy.lifetime().toMillis() * jitter)))
            .ticker(freshness::now)
            .executor(Runnable::run)
            .build();
    this.asked =
        Caffeine.newBuilder()
            .maximumSize(MOST_COUNTED)
            .expireAfterWrite(WINDOW)
            .ticker(freshness::now)
            .executor(Runnable::run)
            .build();
  }

  /**
   * The rows of a first page.
   *
   * @param reader reads them from wherever lists are read
   * @param exact reads them from the primary, for those that are kept
   */
  List<ProductRow> rows(
      ProductQuery query, Supplier<List<ProductRow>> reader, Supplier<List<ProductRow>> exact) {
    String key = query.key();
    CachedList ready = current(key);
    if (ready != null) {
      return ready.rows();
    }
    if (!switches.memory().isOn() || !switches.hotKeys().isOn() || !isHot(key)) {
      return reader.get();
    }
    return load(key, query, exact).rows();
  }

  /** A list as it is sent, if it is in memory and counts; never waits. */
  @Nullable Answer answer(String key, Function<CachedList, Answer> renderer) {
    CachedList ready = current(key);
    if (ready == null) {
      return null;
    }
    if (ready.answer() != null) {
      return ready.answer();
    }
    Answer made = renderer.apply(ready);
    lists.asMap().replace(key, ready, ready.withAnswer(made));
    return made;
  }

  @Override
  public boolean changed(ProductId id, int version) {
    if (versions.advance(id, version)) {
      shared.changed(id, version);
      changes.incrementAndGet();
    }
    return false;
  }

  @Override
  public void distrust() {
    // The generation is everybody's.
  }

  @Override
  public void provenAt(long time) {
    // So is the proof.
  }

  long size() {
    return lists.estimatedSize();
  }

  private @Nullable CachedList current(String key) {
    CachedList list = switches.memory().isOn() ? lists.getIfPresent(key) : null;
    return list != null
            && list.changes() == changes.get()
            && freshness.counts(list.generation(), list.loadedAt(), freshness.now())
        ? list
        : null;
  }

  private boolean isHot(String key) {
    return lists.asMap().containsKey(key)
        || asked.get(key, fresh -> new AtomicInteger()).incrementAndGet() >= OFTEN;
  }

  /** One load for all who want the list as it is after the same changes. */
  private CachedList load(String key, ProductQuery query, Supplier<List<ProductRow>> exact) {
    long generation = freshness.generation();
    long known = changes.get();
    String name = key + "@" + generation + "@" + known;
    CompletableFuture<CachedList> mine = new CompletableFuture<>();
    CompletableFuture<CachedList> running = loads.putIfAbsent(name, mine);
    if (running != null) {
      return join(running);
    }
    try {
      long start = freshness.now();
      List<ProductRow> rows = shared.rows(key, strategy, exact);
      CachedList list = new CachedList(query, rows, generation, start, known, null);
      lists.put(key, list);
      mine.complete(list);
      return list;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      loads.remove(name, mine);
    }
  }

  private static CachedList join(CompletableFuture<CachedList> running) {
    try {
      return running.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("a list could not be read", e.getCause());
    }
  }
}

package io.mall.app.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.mall.app.answer.Answer;
import io.mall.app.cache.Strategy;
import io.mall.app.kernel.ProductId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First pages of lists that are asked for often, in the memory of this instance. Any change of any
 * product makes them all be read anew: which lists it belongs to is a question for the database.
 */
final class ListCache implements ProductListener {

  /** So many times in {@link #WINDOW} a list is asked for before it is kept. */
  private static final int OFTEN = 20;

  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final int MOST_COUNTED = 2_000;

  /** The part of its lifetime after which a list that is in use is loaded anew. */
  private static final double REFRESH_AFTER = 0.75;

  private static final long REFRESH_AGAIN = Duration.ofSeconds(1).toNanos();
  private static final Logger log = LoggerFactory.getLogger(ListCache.class);

  private final Freshness freshness;
  private final Strategy strategy;
  private final CatalogSwitches switches;
  private final ListSource source;
  private final Cache<String, CachedList> lists;
  private final Cache<String, AtomicInteger> asked;
  private final Map<String, CompletableFuture<CachedList>> loads = new ConcurrentHashMap<>();
  private final Set<String> refreshing = ConcurrentHashMap.newKeySet();
  private final LongAdder refreshes = new LongAdder();
  private final AtomicLong changes = new AtomicLong();
  private final LatestVersions versions = new LatestVersions();

  ListCache(
      CatalogProperties properties,
      Strategy strategy,
      ListSource source,
      Freshness freshness,
      CatalogSwitches switches) {
    this.freshness = freshness;
    this.strategy = strategy;
    this.switches = switches;
    this.source = source;
    this.lists =
        Caffeine.newBuilder()
            .maximumWeight(properties.listWeight().toBytes())
            .weigher((String key, CachedList list) -> list.weight())
            .expireAfter(Expiry.<String, CachedList>writing((key, list) -> restOfLifetime(list)))
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

  /** Puts a list into memory that is not there, before anybody asks for it here. */
  void keep(ProductQuery query, Supplier<List<ProductRow>> exact) {
    String key = query.key();
    if (switches.memory().isOn() && switches.hotKeys().isOn() && current(key) == null) {
      var _ = load(key, query, exact);
    }
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

  /** A list in use that does not show this version is old: nobody knows whether it should. */
  @Override
  public Set<Kept> changed(ProductId id, int version) {
    if (!versions.advance(id, version)) {
      return Set.of();
    }
    source.changed(id, version);
    long known = changes.getAndIncrement();
    long now = freshness.now();
    boolean wasInUse =
        lists.asMap().values().stream()
            .anyMatch(list -> counts(list, known, now) && !list.shows(id, version));
    return wasInUse ? Set.of(Kept.LIST) : Set.of();
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

  /** How many lists were loaded anew while the old was served. */
  long refreshes() {
    return refreshes.sum();
  }

  /** The list if it may be served; one that is about to expire is loaded anew beside that. */
  private @Nullable CachedList current(String key) {
    CachedList list = switches.memory().isOn() ? lists.getIfPresent(key) : null;
    long now = freshness.now();
    if (list == null || !counts(list, changes.get(), now)) {
      return null;
    }
    if (now - list.refreshAt() >= 0 && strategy.refreshAhead() && switches.refreshAhead().isOn()) {
      refresh(key, list);
    }
    return list;
  }

  private boolean counts(CachedList list, long known, long now) {
    return list.changes() == known && freshness.counts(list.generation(), list.loadedAt(), now);
  }

  private void refresh(String key, CachedList old) {
    if (!refreshing.add(key)) {
      return;
    }
    switches
        .background()
        .execute(
            () -> {
              try {
                CachedList read = read(key, old.query(), old.reader(), source::refresh);
                // What reads the same is sent the same.
                store(key, read.rows().equals(old.rows()) ? read.withAnswer(old.answer()) : read);
                refreshes.increment();
              } catch (RuntimeException | Error e) {
                log.atDebug().setCause(e).addKeyValue("list", key).log("list not refreshed");
                long again = freshness.now() + REFRESH_AGAIN;
                lists
                    .asMap()
                    .computeIfPresent(
                        key,
                        (k, now) ->
                            now.loadedAt() == old.loadedAt() ? now.withRefreshAt(again) : now);
              } finally {
                refreshing.remove(key);
              }
            });
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
      CachedList list = read(key, query, exact, source::rows);
      store(key, list);
      mine.complete(list);
      return list;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      loads.remove(name, mine);
    }
  }

  private interface Read {
    List<ProductRow> rows(String key, Strategy strategy, Supplier<List<ProductRow>> exact);
  }

  private CachedList read(
      String key, ProductQuery query, Supplier<List<ProductRow>> exact, Read how) {
    // In this order: what becomes known during the read makes the list count no more.
    long generation = freshness.generation();
    long known = changes.get();
    long start = freshness.now();
    List<ProductRow> rows = how.rows(key, strategy, exact);
    long refreshAt = start + (long) (strategy.lifetime().toNanos() * REFRESH_AFTER * jitter());
    return new CachedList(query, rows, exact, generation, start, known, refreshAt, null);
  }

  private void store(String key, CachedList list) {
    lists.asMap().merge(key, list, (old, now) -> now.isNewerThan(old) ? now : old);
  }

  /** What is left of it: a list that gets its answer is written once more. */
  private Duration restOfLifetime(CachedList list) {
    long age = freshness.now() - list.loadedAt();
    return Duration.ofNanos(Math.max(1, (long) (strategy.lifetime().toNanos() * jitter()) - age));
  }

  /** What was loaded together shall not expire together. */
  private static double jitter() {
    return ThreadLocalRandom.current().nextDouble(0.9, 1.1);
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

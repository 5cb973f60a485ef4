package io.mall.app.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.mall.app.answer.Answer;
import io.mall.app.cache.Strategy;
import io.mall.app.kernel.ProductId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Products by id in the memory of one instance, ids that no product has included.
 *
 * <p>What makes it right while products change:
 *
 * <ul>
 *   <li>An older version never replaces a newer one, and a load that was under way when a change
 *       became known is not stored.
 *   <li>An entry counts only if it was loaded, or everything loaded was proven current by {@link
 *       #provenAt}, within the allowed staleness. When the news of changes stop, so do the proofs,
 *       and entries run out by themselves.
 *   <li>After {@link #distrust} nothing that was loaded before counts.
 * </ul>
 */
final class ProductCache implements ProductListener {

  private static final Logger log = LoggerFactory.getLogger(ProductCache.class);

  /** The part of its lifetime after which a product that is in use is loaded anew. */
  private static final double REFRESH_AFTER = 0.75;

  private static final long REFRESH_AGAIN = Duration.ofSeconds(1).toNanos();

  private final ProductSource source;
  private final Freshness freshness;
  private final CatalogSwitches switches;
  private final Strategy strategy;
  private final Duration absentExpiry;
  private final Cache<ProductId, CachedProduct> entries;
  private final ConcurrentHashMap<ProductId, ProductLoad> loads = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder refreshes = new LongAdder();

  /**
   * @param source reads the products there are, as they are after the last commit
   */
  ProductCache(
      CatalogProperties properties,
      Strategy strategy,
      ProductSource source,
      Freshness freshness,
      CatalogSwitches switches) {
    this.source = source;
    this.freshness = freshness;
    this.switches = switches;
    this.strategy = strategy;
    this.absentExpiry = properties.absentExpiry();
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(properties.cacheWeight().toBytes())
            .weigher((ProductId id, CachedProduct entry) -> entry.weight())
            .expireAfter(
                Expiry.<ProductId, CachedProduct>writing((id, entry) -> restOfLifetime(entry)))
            .ticker(freshness::now)
            .executor(Runnable::run)
            .build();
  }

  Optional<Product> find(ProductId id) {
    CachedProduct entry = current(id);
    if (entry != null) {
      hits.increment();
      return Optional.ofNullable(entry.product());
    }
    return Optional.ofNullable(findAll(List.of(id)).get(id));
  }

  /**
   * A product as it is sent, if it is in memory and counts; never waits.
   *
   * @param renderer makes the answer once
   */
  @Nullable Answer answer(ProductId id, Function<Product, Answer> renderer) {
    CachedProduct entry = current(id);
    if (entry == null || entry.product() == null) {
      return null;
    }
    hits.increment();
    Answer ready = entry.answer();
    if (ready != null) {
      return ready;
    }
    Answer made = renderer.apply(entry.product());
    entries.asMap().replace(id, entry, entry.withAnswer(made));
    return made;
  }

  /** The products that there are, in the order asked for. */
  Map<ProductId, Product> findAll(Collection<ProductId> ids) {
    Map<ProductId, CachedProduct> found = new HashMap<>();
    List<ProductId> missing = new ArrayList<>();
    LinkedHashSet<ProductId> distinct = new LinkedHashSet<>(ids);
    for (ProductId id : distinct) {
      CachedProduct entry = current(id);
      if (entry != null) {
        found.put(id, entry);
      } else {
        missing.add(id);
      }
    }
    hits.add(found.size());
    misses.add(missing.size());
    if (!missing.isEmpty()) {
      found.putAll(load(missing));
    }
    Map<ProductId, Product> products = new LinkedHashMap<>();
    for (ProductId id : distinct) {
      CachedProduct entry = found.get(id);
      if (entry != null && entry.product() != null) {
        products.put(id, entry.product());
      }
    }
    return products;
  }

  /**
   * Forgets what is older. What this instance commits is not stored either: another instance's
   * later change could have been told before.
   */
  @Override
  public Set<Kept> changed(ProductId id, int version) {
    // First: a load that stores afterwards sees that it is no longer wanted.
    loads.remove(id);
    CachedProduct floor = CachedProduct.floor(version, freshness.now());
    boolean[] wasInUse = {false};
    // Not computeIfPresent: it looks without the lock first, and misses an entry that is being
    // stored.
    entries
        .asMap()
        .compute(
            id,
            (k, old) -> {
              wasInUse[0] = old != null && old.product() != null && old.version() < version;
              return old == null || old.version() < version ? floor : old;
            });
    return wasInUse[0] ? Set.of(Kept.PRODUCT) : Set.of();
  }

  @Override
  public void provenAt(long time) {
    freshness.provenAt(time);
  }

  @Override
  public void distrust() {
    freshness.distrust();
  }

  /** How long ago it was last proven that no change was missed. */
  Duration unprovenFor() {
    return freshness.unprovenFor();
  }

  long hits() {
    return hits.sum();
  }

  long misses() {
    return misses.sum();
  }

  /** How many products were loaded anew while the old was served. */
  long refreshes() {
    return refreshes.sum();
  }

  /** How often everything was distrusted. */
  long resets() {
    return freshness.generation();
  }

  long size() {
    return entries.estimatedSize();
  }

  /** The entry if it may be served; one that is about to expire is loaded anew beside that. */
  private @Nullable CachedProduct current(ProductId id) {
    CachedProduct entry = switches.memory().isOn() ? entries.getIfPresent(id) : null;
    if (entry == null || entry.isFloor()) {
      return null;
    }
    long now = freshness.now();
    if (!freshness.counts(entry.generation(), entry.loadedAt(), now)) {
      return null;
    }
    if (now - entry.refreshAt() >= 0 && strategy.refreshAhead() && switches.refreshAhead().isOn()) {
      refresh(id, entry);
    }
    return entry;
  }

  private void refresh(ProductId id, CachedProduct entry) {
    ProductLoad load = new ProductLoad(freshness.generation(), freshness.now());
    if (loads.putIfAbsent(id, load) != null) {
      return;
    }
    switches
        .background()
        .execute(
            () -> {
              try {
                read(List.of(id), load, source::refresh);
                refreshes.increment();
              } catch (RuntimeException | Error e) {
                log.atDebug().setCause(e).addKeyValue("product", id).log("product not refreshed");
                CachedProduct later = entry.withRefreshAt(freshness.now() + REFRESH_AGAIN);
                entries.asMap().replace(id, entry, later);
              }
            });
  }

  private Map<ProductId, CachedProduct> load(List<ProductId> ids) {
    ProductLoad load = new ProductLoad(freshness.generation(), freshness.now());
    List<ProductId> mine = new ArrayList<>();
    Map<ProductId, ProductLoad> others = new HashMap<>();
    for (ProductId id : ids) {
      ProductLoad current =
          loads.compute(
              id,
              (key, running) ->
                  running != null && freshness.mayJoin(running.generation(), running.startedAt())
                      ? running
                      : load);
      if (current == load) {
        mine.add(id);
      } else {
        others.put(id, current);
      }
    }
    Map<ProductId, CachedProduct> loaded = new HashMap<>();
    if (!mine.isEmpty()) {
      loaded.putAll(read(mine, load, wanted -> source.read(wanted, this::floor)));
    }
    others.forEach((id, other) -> loaded.put(id, other.await().get(id)));
    return loaded;
  }

  private Map<ProductId, CachedProduct> read(
      List<ProductId> ids,
      ProductLoad load,
      Function<List<ProductId>, Map<ProductId, Product>> reader) {
    try {
      Map<ProductId, Product> products = reader.apply(ids);
      Map<ProductId, CachedProduct> loaded = new HashMap<>();
      for (ProductId id : ids) {
        CachedProduct entry = CachedProduct.loaded(products.get(id), load, refreshAt(load));
        loaded.put(id, entry);
        store(id, entry, load);
      }
      load.complete(loaded);
      return loaded;
    } catch (RuntimeException | Error e) {
      load.fail(e);
      throw e;
    } finally {
      ids.forEach(id -> loads.remove(id, load));
    }
  }

  private void store(ProductId id, CachedProduct entry, ProductLoad load) {
    if (switches.memory().isOn()) {
      entries.asMap().compute(id, (key, old) -> loads.get(id) == load ? entry.orNewer(old) : old);
    }
  }

  /** The version that is known to be committed, of whatever is remembered of the product. */
  private int floor(ProductId id) {
    CachedProduct entry = entries.getIfPresent(id);
    return entry == null ? 0 : Math.max(0, entry.version());
  }

  private long refreshAt(ProductLoad load) {
    return load.startedAt() + (long) (strategy.lifetime().toNanos() * REFRESH_AFTER * jitter());
  }

  /** What is left of it: an entry that gets its answer is written once more. */
  private Duration restOfLifetime(CachedProduct entry) {
    Duration lifetime = entry.product() == null ? absentExpiry : strategy.lifetime();
    long age = freshness.now() - entry.loadedAt();
    return Duration.ofNanos(Math.max(1, (long) (lifetime.toNanos() * jitter()) - age));
  }

  /** What was loaded together shall not expire together. */
  private static double jitter() {
    return ThreadLocalRandom.current().nextDouble(0.9, 1.1);
  }
}

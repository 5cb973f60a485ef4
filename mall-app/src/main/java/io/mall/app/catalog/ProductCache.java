package io.mall.app.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;

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
final class ProductCache {

  private final Function<Collection<ProductId>, Map<ProductId, Product>> loader;
  private final LongSupplier nanos;
  private final long maxStaleness;
  private final Cache<ProductId, CachedProduct> entries;
  private final ConcurrentHashMap<ProductId, ProductLoad> loads = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final AtomicLong generation = new AtomicLong();
  private volatile long proven;

  /**
   * @param loader reads the products there are, as they are after the last commit
   * @param nanos a monotonic clock
   */
  ProductCache(
      CatalogProperties properties,
      Function<Collection<ProductId>, Map<ProductId, Product>> loader,
      LongSupplier nanos) {
    this.loader = loader;
    this.nanos = nanos;
    this.maxStaleness = properties.maxStaleness().toNanos();
    this.proven = nanos.getAsLong();
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(properties.cacheWeight().toBytes())
            .weigher((ProductId id, CachedProduct entry) -> entry.weight())
            .expireAfter(
                Expiry.<ProductId, CachedProduct>writing(
                    (id, entry) -> lifetime(properties, entry)))
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  Optional<Product> find(ProductId id) {
    CachedProduct entry = entries.getIfPresent(id);
    if (entry != null && counts(entry)) {
      hits.increment();
      return Optional.ofNullable(entry.product());
    }
    return Optional.ofNullable(findAll(List.of(id)).get(id));
  }

  /** The products that there are, in the order asked for. */
  Map<ProductId, Product> findAll(Collection<ProductId> ids) {
    Map<ProductId, CachedProduct> found = new HashMap<>();
    List<ProductId> missing = new ArrayList<>();
    LinkedHashSet<ProductId> distinct = new LinkedHashSet<>(ids);
    for (ProductId id : distinct) {
      CachedProduct entry = entries.getIfPresent(id);
      if (entry != null && counts(entry)) {
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
   * Forgets what is older than a version that was committed, here or elsewhere. What this instance
   * commits is not stored either: another instance's later change could have been told before.
   */
  void invalidate(ProductId id, int version) {
    // First: a load that stores afterwards sees that it is no longer wanted.
    loads.remove(id);
    // Not computeIfPresent: it looks without the lock first, and misses an entry that is being
    // stored.
    entries.asMap().compute(id, (k, old) -> old == null || old.version() < version ? null : old);
  }

  /** Says that every change committed before this time of the clock has become known here. */
  void provenAt(long time) {
    proven = time;
  }

  /** Says that changes may have been missed. */
  void distrust() {
    generation.incrementAndGet();
  }

  /** How long ago it was last proven that no change was missed. */
  Duration unprovenFor() {
    return Duration.ofNanos(nanos.getAsLong() - proven);
  }

  long hits() {
    return hits.sum();
  }

  long misses() {
    return misses.sum();
  }

  /** How often everything was distrusted. */
  long resets() {
    return generation.get();
  }

  long size() {
    return entries.estimatedSize();
  }

  private boolean counts(CachedProduct entry) {
    // In this order: with the generation read first, the proof could be about a later one.
    long latestProof = proven;
    if (entry.generation() != generation.get()) {
      return false;
    }
    long now = nanos.getAsLong();
    return Math.min(now - entry.loadedAt(), now - latestProof) <= maxStaleness;
  }

  private Map<ProductId, CachedProduct> load(List<ProductId> ids) {
    ProductLoad load = new ProductLoad(generation.get(), nanos.getAsLong());
    List<ProductId> mine = new ArrayList<>();
    Map<ProductId, ProductLoad> others = new HashMap<>();
    for (ProductId id : ids) {
      ProductLoad current =
          loads.compute(id, (key, running) -> running != null && mayJoin(running) ? running : load);
      if (current == load) {
        mine.add(id);
      } else {
        others.put(id, current);
      }
    }
    Map<ProductId, CachedProduct> loaded = new HashMap<>();
    if (!mine.isEmpty()) {
      loaded.putAll(read(mine, load));
    }
    others.forEach((id, other) -> loaded.put(id, other.await().get(id)));
    return loaded;
  }

  /** A load is shared for as long as what it brings would count. */
  private boolean mayJoin(ProductLoad running) {
    return running.generation() == generation.get()
        && nanos.getAsLong() - running.startedAt() <= maxStaleness;
  }

  private Map<ProductId, CachedProduct> read(List<ProductId> ids, ProductLoad load) {
    try {
      Map<ProductId, Product> products = loader.apply(ids);
      Map<ProductId, CachedProduct> loaded = new HashMap<>();
      for (ProductId id : ids) {
        CachedProduct entry =
            new CachedProduct(products.get(id), load.generation(), load.startedAt());
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
    entries.asMap().compute(id, (key, old) -> loads.get(id) == load ? entry.orNewer(old) : old);
  }

  private static Duration lifetime(CatalogProperties properties, CachedProduct entry) {
    Duration lifetime =
        entry.product() == null ? properties.absentExpiry() : properties.cacheExpiry();
    // What was loaded together shall not expire together.
    double jitter = ThreadLocalRandom.current().nextDouble(0.9, 1.1);
    return Duration.ofNanos((long) (lifetime.toNanos() * jitter));
  }
}

package io.mall.app.catalog;

import io.mall.app.cache.Strategy;
import io.mall.app.control.Switch;
import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import org.springframework.util.unit.DataSize;

/** Products in place of a database, under a cache whose time the test sets. */
final class FakeCatalog implements ProductSource {

  static final Strategy STRATEGY = new Strategy(Duration.ofMinutes(30), true, true, true);

  /** All on; refreshing is done at once. */
  static final CatalogSwitches SWITCHES =
      new CatalogSwitches(
          new Switch("product-memory", ""),
          new Switch("shared-cache", ""),
          new Switch("refresh-ahead", ""),
          new Switch("unknown-ids", ""),
          new Switch("hot-keys", ""),
          Runnable::run);

  static final CatalogProperties PROPERTIES =
      new CatalogProperties(
          DataSize.ofMegabytes(1),
          DataSize.ofMegabytes(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10));

  final AtomicLong nanos = new AtomicLong();
  final Map<ProductId, Product> stored = new ConcurrentHashMap<>();
  final List<List<ProductId>> reads = new CopyOnWriteArrayList<>();

  /** Runs after the products were read and before the cache has them. */
  volatile Runnable afterRead = () -> {};

  ProductCache cache() {
    Freshness freshness = new Freshness(PROPERTIES.maxStaleness(), nanos::get);
    return new ProductCache(PROPERTIES, STRATEGY, this, freshness, SWITCHES);
  }

  @Override
  public Map<ProductId, Product> read(Collection<ProductId> ids, ToIntFunction<ProductId> atLeast) {
    return refresh(ids);
  }

  @Override
  public Map<ProductId, Product> refresh(Collection<ProductId> ids) {
    reads.add(List.copyOf(ids));
    Map<ProductId, Product> found = new HashMap<>(stored);
    found.keySet().retainAll(ids);
    afterRead.run();
    return found;
  }

  void store(long id, int version) {
    stored.put(new ProductId(id), product(id, version));
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  static Product product(long id, int version) {
    Instant now = Instant.parse("2026-11-01T12:00:00Z");
    return new Product(
        new ProductId(id),
        new CategoryId(1),
        "Product " + id,
        "",
        Money.of(version, "EUR"),
        Product.Status.ACTIVE,
        version,
        now,
        now);
  }
}

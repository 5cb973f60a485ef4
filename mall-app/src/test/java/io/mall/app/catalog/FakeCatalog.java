package io.mall.app.catalog;

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
import org.springframework.util.unit.DataSize;

/** Products in place of a database, under a cache whose time the test sets. */
final class FakeCatalog {

  static final CatalogProperties PROPERTIES =
      new CatalogProperties(
          DataSize.ofMegabytes(1),
          Duration.ofMinutes(30),
          Duration.ofMinutes(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1));

  final AtomicLong nanos = new AtomicLong();
  final Map<ProductId, Product> stored = new ConcurrentHashMap<>();
  final List<List<ProductId>> reads = new CopyOnWriteArrayList<>();

  /** Runs after the products were read and before the cache has them. */
  volatile Runnable afterRead = () -> {};

  ProductCache cache() {
    return new ProductCache(PROPERTIES, this::read, nanos::get);
  }

  Map<ProductId, Product> read(Collection<ProductId> ids) {
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

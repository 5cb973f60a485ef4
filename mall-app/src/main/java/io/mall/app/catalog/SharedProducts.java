package io.mall.app.catalog;

import io.mall.app.cache.SharedCache;
import io.mall.app.control.Switch;
import io.mall.app.kernel.ProductId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Products that all instances share in Redis, before the database. */
final class SharedProducts implements ProductSource {

  /** Part of each name; another one when {@link ProductRow} changes. */
  static final String PREFIX = "mall:{catalog}:product:1:";

  private static final Logger log = LoggerFactory.getLogger(SharedProducts.class);

  private final SharedCache shared;
  private final ProductSource database;
  private final JsonMapper mapper;
  private final Duration absentExpiry;
  private final Switch on;

  SharedProducts(
      SharedCache shared,
      ProductSource database,
      JsonMapper mapper,
      Duration absentExpiry,
      Switch on) {
    this.shared = shared;
    this.database = database;
    this.mapper = mapper;
    this.absentExpiry = absentExpiry;
    this.on = on;
  }

  @Override
  public Map<ProductId, Product> read(Collection<ProductId> ids, ToIntFunction<ProductId> atLeast) {
    if (!on.isOn()) {
      return database.read(ids, atLeast);
    }
    return ids.size() == 1 ? readOne(ids.iterator().next(), atLeast) : readAll(ids, atLeast);
  }

  @Override
  public Map<ProductId, Product> refresh(Collection<ProductId> ids) {
    Map<ProductId, Product> products = database.refresh(ids);
    if (on.isOn()) {
      ids.forEach(id -> store(id, products.get(id), ""));
    }
    return products;
  }

  private Map<ProductId, Product> readOne(ProductId id, ToIntFunction<ProductId> atLeast) {
    SharedCache.Lookup lookup = shared.find(id.text(), atLeast.applyAsInt(id));
    Map<ProductId, Product> found = new HashMap<>();
    if (lookup.entry() != null && take(id, lookup.entry(), found)) {
      return found;
    }
    try {
      Map<ProductId, Product> products = database.read(List.of(id), atLeast);
      store(id, products.get(id), lookup.lease());
      return products;
    } catch (RuntimeException | Error e) {
      shared.release(id.text(), lookup.lease());
      throw e;
    }
  }

  private Map<ProductId, Product> readAll(
      Collection<ProductId> ids, ToIntFunction<ProductId> atLeast) {
    Map<String, Long> wanted = new HashMap<>();
    ids.forEach(id -> wanted.put(id.text(), (long) atLeast.applyAsInt(id)));
    Map<String, SharedCache.Entry> entries = shared.findAll(wanted);
    Map<ProductId, Product> found = new HashMap<>();
    List<ProductId> missing = new ArrayList<>();
    for (ProductId id : ids) {
      SharedCache.Entry entry = entries.get(id.text());
      if (entry == null || !take(id, entry, found)) {
        missing.add(id);
      }
    }
    if (!missing.isEmpty()) {
      Map<ProductId, Product> products = database.read(missing, atLeast);
      missing.forEach(id -> store(id, products.get(id), ""));
      found.putAll(products);
    }
    return found;
  }

  private void store(ProductId id, @Nullable Product product, String lease) {
    if (product == null) {
      shared.store(id.text(), new SharedCache.Entry(0, null), absentExpiry, lease);
    } else {
      byte[] value = mapper.writeValueAsBytes(ProductRow.of(product));
      shared.store(id.text(), new SharedCache.Entry(product.version(), value), lease);
    }
  }

  /** False when another release stored it in a form that this one does not read. */
  private boolean take(ProductId id, SharedCache.Entry entry, Map<ProductId, Product> into) {
    byte[] value = entry.value();
    if (value == null) {
      return true;
    }
    try {
      into.put(id, mapper.readValue(value, ProductRow.class).toProduct());
      return true;
    } catch (JacksonException unreadable) {
      log.atWarn().setCause(unreadable).addKeyValue("product", id).log("unreadable in Redis");
      return false;
    }
  }
}

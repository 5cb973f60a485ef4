package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Looks only for products that may exist. */
record FilteredProducts(KnownIds known, ProductSource next) implements ProductSource {

  @Override
  public Map<ProductId, Product> read(Collection<ProductId> ids, ToIntFunction<ProductId> atLeast) {
    // Whose version is known exists, whatever the filter has seen.
    List<ProductId> possible = new ArrayList<>();
    List<ProductId> unsure = new ArrayList<>();
    ids.forEach(id -> (atLeast.applyAsInt(id) > 0 ? possible : unsure).add(id));
    possible.addAll(known.possible(unsure));
    if (possible.isEmpty()) {
      return Map.of();
    }
    Map<ProductId, Product> found = next.read(possible, atLeast);
    found.keySet().forEach(known::exists);
    return found;
  }

  @Override
  public Map<ProductId, Product> refresh(Collection<ProductId> ids) {
    return next.refresh(ids);
  }
}

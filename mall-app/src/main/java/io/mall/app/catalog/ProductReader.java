package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads products on the primary, in a transaction of its own: a replica could bring back a version
 * whose end was told already, and a caller's transaction may be at work on another shard.
 */
@Component
class ProductReader implements ProductSource {

  private static final int MAX_IDS = 100;

  private final ProductMapper mapper;
  private final TransactionTemplate reading;

  ProductReader(ProductMapper mapper, PlatformTransactionManager manager) {
    this.mapper = mapper;
    this.reading = new TransactionTemplate(manager);
    this.reading.setReadOnly(true);
    this.reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public Map<ProductId, Product> read(Collection<ProductId> ids, ToIntFunction<ProductId> atLeast) {
    // Whatever was committed is there: this is the server that committed it.
    return refresh(ids);
  }

  @Override
  public Map<ProductId, Product> refresh(Collection<ProductId> ids) {
    List<ProductId> wanted = List.copyOf(ids);
    List<ProductRow> rows = reading.execute(status -> rows(wanted));
    return rows.stream()
        .map(ProductRow::toProduct)
        .collect(Collectors.toMap(Product::id, Function.identity()));
  }

  /** Reads anything as it is after the last commit. */
  <T> T onPrimary(Supplier<T> work) {
    return reading.execute(status -> work.get());
  }

  /** Ids of products in their order. */
  List<ProductId> ids(long after, int limit) {
    return reading.execute(status -> mapper.findIds(after, limit));
  }

  /** Products that were changed from a time on, as they are now, longest unchanged first. */
  List<Product> changedSince(Instant since, int limit) {
    List<ProductRow> rows = reading.execute(status -> mapper.findChanged(since, limit));
    return rows.stream().map(ProductRow::toProduct).toList();
  }

  private List<ProductRow> rows(List<ProductId> ids) {
    if (ids.size() == 1) {
      return mapper.find(ids.getFirst()).stream().toList();
    }
    List<ProductRow> rows = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += MAX_IDS) {
      rows.addAll(mapper.findAll(ids.subList(from, Math.min(from + MAX_IDS, ids.size()))));
    }
    return rows;
  }
}

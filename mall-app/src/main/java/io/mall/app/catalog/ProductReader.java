package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
class ProductReader {

  private static final int MAX_IDS = 100;

  private final ProductMapper mapper;
  private final TransactionTemplate reading;

  ProductReader(ProductMapper mapper, PlatformTransactionManager manager) {
    this.mapper = mapper;
    this.reading = new TransactionTemplate(manager);
    this.reading.setReadOnly(true);
    this.reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** The products that there are. */
  Map<ProductId, Product> read(Collection<ProductId> ids) {
    List<ProductId> wanted = List.copyOf(ids);
    List<ProductRow> rows = reading.execute(status -> rows(wanted));
    return rows.stream()
        .map(ProductRow::toProduct)
        .collect(Collectors.toMap(Product::id, Function.identity()));
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

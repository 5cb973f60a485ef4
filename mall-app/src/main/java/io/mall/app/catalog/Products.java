package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import io.mall.app.page.Page;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The products. Reads by id come from memory: whatever this instance has changed is seen at once,
 * what others have changed within a few seconds at most.
 */
@Component
public class Products {

  private final ProductCache cache;
  private final ProductMapper mapper;

  Products(ProductCache cache, ProductMapper mapper) {
    this.cache = cache;
    this.mapper = mapper;
  }

  /** The product, for sale or withdrawn; refused when there has never been such a one. */
  public Product require(ProductId id) {
    return find(id).orElseThrow(() -> new CatalogProblem.ProductAbsent(id).toException());
  }

  /** The product, for sale or withdrawn. */
  public Optional<Product> find(ProductId id) {
    return cache.find(id);
  }

  /** Those of the products that there are, for sale or withdrawn, in the order asked for. */
  public Map<ProductId, Product> findAll(Collection<ProductId> ids) {
    return cache.findAll(ids);
  }

  /** One page of a list. Outside of a transaction, so a replica answers. */
  Page<Product> list(ProductQuery query) {
    List<ProductRow> rows = query.filter().words() == null ? browse(query) : search(query);
    return Page.of(
        rows.stream().map(ProductRow::toProduct).toList(), query.limit(), query::cursorOf);
  }

  private List<ProductRow> browse(ProductQuery query) {
    ProductQuery.Parameters parameters = query.parameters();
    return switch (query.sort()) {
      case NEWEST ->
          parameters.categoryId() == null
              ? mapper.findNewest(parameters)
              : mapper.findNewestInCategory(parameters);
      case CHEAPEST -> mapper.findCheapest(parameters);
      case DEAREST -> mapper.findDearest(parameters);
    };
  }

  private List<ProductRow> search(ProductQuery query) {
    ProductQuery.Parameters parameters = query.parameters();
    return switch (query.sort()) {
      case NEWEST -> mapper.searchNewest(parameters);
      case CHEAPEST -> mapper.searchCheapest(parameters);
      case DEAREST -> mapper.searchDearest(parameters);
    };
  }
}

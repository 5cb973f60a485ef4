package io.mall.app.catalog;

import io.mall.app.cache.HotKeys;
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
  private final ListCache lists;
  private final HotKeys.Kind hot;
  private final ProductReader reader;
  private final ProductMapper mapper;

  Products(
      ProductCache cache,
      ListCache lists,
      HotKeys hotKeys,
      ProductReader reader,
      ProductMapper mapper) {
    this.cache = cache;
    this.lists = lists;
    this.hot = hotKeys.kind(ProductAnswers.KIND);
    this.reader = reader;
    this.mapper = mapper;
  }

  /** The product, for sale or withdrawn; refused when there has never been such a one. */
  public Product require(ProductId id) {
    return find(id).orElseThrow(() -> new CatalogProblem.ProductAbsent(id).toException());
  }

  /** The product, for sale or withdrawn. */
  public Optional<Product> find(ProductId id) {
    hot.asked(id.value());
    return cache.find(id);
  }

  /** Those of the products that there are, for sale or withdrawn, in the order asked for. */
  public Map<ProductId, Product> findAll(Collection<ProductId> ids) {
    return cache.findAll(ids);
  }

  /**
   * One page of a list. Outside of a transaction, so a replica answers; a first page that is asked
   * for often is kept, and read on the primary for that.
   */
  Page<Product> list(ProductQuery query) {
    return query.page(query.mayBeKept() ? kept(query) : rows(query));
  }

  /** Puts a first page into memory, since others ask for it. */
  void keep(ProductQuery query) {
    lists.keep(query, () -> reader.onPrimary(() -> rows(query)));
  }

  private List<ProductRow> kept(ProductQuery query) {
    return lists.rows(query, () -> rows(query), () -> reader.onPrimary(() -> rows(query)));
  }

  private List<ProductRow> rows(ProductQuery query) {
    return query.filter().words() == null ? browse(query) : search(query);
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

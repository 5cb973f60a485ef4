package io.mall.app.catalog;

import io.mall.app.cache.Strategy;
import io.mall.app.kernel.ProductId;
import java.util.List;
import java.util.function.Supplier;

/** Where lists come from that are not in the memory of this instance. */
interface ListSource {

  /**
   * The rows of a list: from those that somebody else has read, or from the database.
   *
   * @param exact reads them as they are after the last commit
   */
  List<ProductRow> rows(String key, Strategy strategy, Supplier<List<ProductRow>> exact);

  /** The rows of a list from the database, whatever others have, and for the others too. */
  List<ProductRow> refresh(String key, Strategy strategy, Supplier<List<ProductRow>> exact);

  /** A version of a product was committed, here or elsewhere. */
  void changed(ProductId id, int version);
}

package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import java.util.Collection;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Where products come from when they are not in memory. */
interface ProductSource {

  /**
   * The products that there are.
   *
   * @param atLeast a version that is known to be committed; an older one does not count
   */
  Map<ProductId, Product> read(Collection<ProductId> ids, ToIntFunction<ProductId> atLeast);

  /** The same from the database itself; what is shared is renewed by it. */
  Map<ProductId, Product> refresh(Collection<ProductId> ids);
}

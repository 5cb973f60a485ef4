package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import java.util.Set;

/** Somebody who keeps products in memory and has to know of changes. */
interface ProductListener {

  /**
   * A version was committed, here or elsewhere.
   *
   * @return what was in use here that did not know of it
   */
  Set<Kept> changed(ProductId id, int version);

  /** Changes may have been missed. */
  void distrust();

  /** Every change committed before this time of the clock has become known here. */
  void provenAt(long time);
}

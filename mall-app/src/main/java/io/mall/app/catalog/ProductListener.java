package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;

/** Somebody who keeps products in memory and has to know of changes. */
interface ProductListener {

  /**
   * A version was committed, here or elsewhere.
   *
   * @return whether an older one was in use here
   */
  boolean changed(ProductId id, int version);

  /** Changes may have been missed. */
  void distrust();

  /** Every change committed before this time of the clock has become known here. */
  void provenAt(long time);
}

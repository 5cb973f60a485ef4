package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All who have to know of changes. */
final class ProductListeners implements ProductListener {

  private final List<ProductListener> all = new CopyOnWriteArrayList<>();

  void add(ProductListener listener) {
    all.add(listener);
  }

  @Override
  public boolean changed(ProductId id, int version) {
    boolean wasInUse = false;
    for (ProductListener each : all) {
      wasInUse |= each.changed(id, version);
    }
    return wasInUse;
  }

  @Override
  public void distrust() {
    all.forEach(ProductListener::distrust);
  }

  @Override
  public void provenAt(long time) {
    all.forEach(each -> each.provenAt(time));
  }
}

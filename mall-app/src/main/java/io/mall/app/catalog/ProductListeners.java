package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** All who have to know of changes. */
final class ProductListeners implements ProductListener {

  private final List<ProductListener> all = new CopyOnWriteArrayList<>();

  void add(ProductListener listener) {
    all.add(listener);
  }

  @Override
  public Set<Kept> changed(ProductId id, int version) {
    Set<Kept> old = EnumSet.noneOf(Kept.class);
    for (ProductListener each : all) {
      old.addAll(each.changed(id, version));
    }
    return old;
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

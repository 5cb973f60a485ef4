package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** The last version of each product that something was done for; of the latest products only. */
final class LatestVersions {

  private static final int REMEMBERED = 4_000;

  private final SequencedMap<ProductId, Integer> versions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ProductId, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Takes a version in; whether it is later than any before. */
  synchronized boolean advance(ProductId id, int version) {
    if (of(id) >= version) {
      return false;
    }
    versions.putLast(id, version);
    return true;
  }

  /** The last one; 0 when there was none of late. */
  synchronized int of(ProductId id) {
    return versions.getOrDefault(id, 0);
  }
}

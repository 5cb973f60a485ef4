package io.mall.app.stock;

import io.mall.app.kernel.ProductId;
import io.mall.app.stock.StockReconciler.Page;
import io.mall.app.stock.StockReconciler.Position;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How far the audit of one table group is, and what it has found. */
final class GroupAudit {

  private final Map<ProductId, Deviation> deviations = new ConcurrentHashMap<>();
  private final Set<ProductId> seen = new HashSet<>();
  private Position position = Position.START;
  private int counted;
  private volatile int products;

  Position position() {
    return position;
  }

  boolean knows(StockMismatch mismatch) {
    Deviation known = deviations.get(mismatch.productId());
    return known != null && known.reason().equals(mismatch.reason());
  }

  void add(ProductId productId, Deviation deviation) {
    deviations.put(productId, deviation);
  }

  /** Goes on; what a whole pass did not find again is right again. */
  void visited(Page page) {
    counted += page.products();
    page.mismatches().forEach(mismatch -> seen.add(mismatch.productId()));
    Position next = page.next();
    if (next == null) {
      deviations.keySet().retainAll(seen);
      products = counted;
      seen.clear();
      counted = 0;
      position = Position.START;
    } else {
      position = next;
    }
  }

  Collection<Deviation> deviations() {
    return deviations.values();
  }

  /** How many products the last whole pass compared. */
  int products() {
    return products;
  }
}

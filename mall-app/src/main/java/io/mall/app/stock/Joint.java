package io.mall.app.stock;

import io.mall.app.kernel.ProductId;
import java.util.Set;

/**
 * Products that nobody of this instance was changing when they were asked for: taking from them may
 * be part of a transaction of the caller's. Until it is closed everybody else goes by the lines of
 * the stock, where those who come at the same moment share a transaction.
 */
public final class Joint implements AutoCloseable {

  private final Set<ProductId> products;
  private final Runnable end;

  Joint(Set<ProductId> products, Runnable end) {
    this.products = Set.copyOf(products);
    this.end = end;
  }

  public boolean has(ProductId productId) {
    return products.contains(productId);
  }

  @Override
  public void close() {
    end.run();
  }
}

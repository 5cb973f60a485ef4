package io.mall.app.stock;

import io.mall.app.kernel.ProductId;
import java.util.Set;

/**
 * Products that nobody of this instance was changing when they were asked for: taking from them may
 * be part of a transaction of the caller's. Until it is closed everybody else goes by the lines of
 * the stock, where those who come at the same moment share a transaction.
 *
 * @param end what closing it does
 */
public record Joint(Set<ProductId> products, Runnable end) implements AutoCloseable {

  public Joint {
    products = Set.copyOf(products);
  }

  public boolean has(ProductId productId) {
    return products.contains(productId);
  }

  @Override
  public void close() {
    end.run();
  }
}

package io.mall.app.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Products and orders that no other test has. Stock asks no catalog, so there need be none. */
record Goods(Mall mall) {

  ProductId unstocked() {
    return unstockedIn(ThreadLocalRandom.current().nextInt(Slot.COUNT));
  }

  ProductId unstockedIn(int slot) {
    return new ProductId(next(slot));
  }

  ProductId stocked(long quantity) {
    ProductId productId = unstocked();
    stocks().restock(productId, quantity);
    return productId;
  }

  OrderNo order() {
    return new OrderNo(next(ThreadLocalRandom.current().nextInt(Slot.COUNT)));
  }

  Stocks stocks() {
    return mall.bean(Stocks.class);
  }

  void assertStock(ProductId product, long seeded, long available, long reserved, long sold) {
    Stock stock = stocks().require(product);
    assertThat(List.of(stock.seeded(), stock.available(), stock.reserved(), stock.sold()))
        .as("seeded, available, reserved, sold")
        .containsExactly(seeded, available, reserved, sold);
  }

  private long next(int slot) {
    return mall.bean(Ids.class).next(new Slot(slot));
  }
}

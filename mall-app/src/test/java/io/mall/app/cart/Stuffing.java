package io.mall.app.cart;

import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.app.support.Mall;
import io.mall.app.support.Shelf;
import io.mall.app.support.Shopper;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.time.Instant;

/** Fills carts with products that nobody sells, which is quicker than putting them on sale. */
final class Stuffing {

  private Stuffing() {}

  static void fill(Mall mall, Shopper shopper, int lines) {
    Ids ids = mall.bean(Ids.class);
    CartMapper mapper = mall.bean(CartMapper.class);
    UserId userId = shopper.userId();
    for (int i = 0; i < lines; i++) {
      long id = ids.next(Slot.ofId(userId.value()));
      ProductId product = new ProductId(ids.next(new Slot(i)));
      mapper.insertOrReplace(new CartRow(id, userId, product, 1, Shelf.PRICE, Instant.now()));
    }
  }
}

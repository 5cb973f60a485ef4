package io.mall.app.checkout;

import static io.mall.app.checkout.Buyer.line;

import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.app.support.Mall;
import java.util.Map;
import java.util.UUID;

/**
 * One order of two products, sent again and again under one key: the user and the second product
 * live on the first server, the first product on the second.
 */
final class Attempt {

  static final int STOCK = 10;

  private final Buyer buyer;
  private final ProductId first;
  private final ProductId second;
  private final String key = UUID.randomUUID().toString();
  private final Map<String, Object> body;

  Attempt(Mall mall) {
    this.buyer = Buyer.on(Side.FIRST, mall);
    Warehouse warehouse = new Warehouse(mall);
    this.first = warehouse.product(STOCK, Side.SECOND);
    this.second = warehouse.product(STOCK, Side.FIRST);
    this.body = buyer.order(line(first, 1), line(second, 1));
  }

  /** One try; whatever goes wrong on the way is told as no answer. */
  Reply send(int port) {
    return Reply.to(port, buyer.token(), "POST", "/api/orders", key, body);
  }

  Buyer buyer() {
    return buyer;
  }

  UserId userId() {
    return buyer.userId();
  }

  ProductId first() {
    return first;
  }

  ProductId second() {
    return second;
  }

  String key() {
    return key;
  }
}

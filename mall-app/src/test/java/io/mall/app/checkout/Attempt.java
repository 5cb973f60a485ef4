package io.mall.app.checkout;

import static io.mall.app.checkout.Buyer.line;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.app.support.Mall;
import io.mall.app.support.Shelf;
import io.mall.sharding.slot.Slot;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One order of two products, sent again and again under one key: the user and the second product
 * live on the first server, the first product on the second.
 */
final class Attempt {

  static final int STOCK = 10;
  private static final int HALF = Slot.COUNT / 2;

  private final Buyer buyer;
  private final ProductId first;
  private final ProductId second;
  private final String key = UUID.randomUUID().toString();
  private final Map<String, Object> body;

  Attempt(Mall mall) {
    this.buyer = buyerOfTheFirstServer(mall);
    Shelf shelf = mall.shelf();
    CategoryId category = shelf.newCategory();
    this.first = shelf.newProduct(category, STOCK, Shelf.PRICE, slot(HALF));
    this.second = shelf.newProduct(category, STOCK, Shelf.PRICE, slot(0));
    this.body = buyer.order(line(first, 1), line(second, 1));
  }

  private static Slot slot(int from) {
    return new Slot(from + ThreadLocalRandom.current().nextInt(HALF));
  }

  private static Buyer buyerOfTheFirstServer(Mall mall) {
    String name = Mall.freshName();
    while (Slot.ofName(name).value() >= HALF) {
      name = Mall.freshName();
    }
    return new Buyer(mall.newShopper(name));
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

package io.mall.app.checkout;

import io.mall.app.catalog.Products;
import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Answer;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.IdempotencyKey;
import io.mall.app.idempotency.Intent;
import io.mall.app.idempotency.LostRaceException;
import io.mall.app.kernel.AddressId;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import io.mall.app.order.NewOrder;
import io.mall.app.order.OrderItem;
import io.mall.app.order.ShipTo;
import io.mall.app.user.Address;
import io.mall.app.user.Addresses;
import io.mall.app.user.UserProblem;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Places orders. What can be refused without touching stock is refused first; the purchase then
 * takes the stock and writes the order.
 */
@Component
class Checkout {

  private static final String PLACE = "order.place";

  private final Baskets baskets;
  private final Addresses addresses;
  private final Products products;
  private final Purchase purchase;
  private final Idempotency idempotency;
  private final Transactions transactions;
  private final Ids ids;

  Checkout(
      Baskets baskets,
      Addresses addresses,
      Products products,
      Purchase purchase,
      Idempotency idempotency,
      Transactions transactions,
      Ids ids) {
    this.baskets = baskets;
    this.addresses = addresses;
    this.products = products;
    this.purchase = purchase;
    this.idempotency = idempotency;
    this.transactions = transactions;
    this.ids = ids;
  }

  /** What the user's shard says before anything is reserved. */
  private record Wanted(Baskets.Filled filled, ShipTo shipTo) {}

  /** Places an order, or repeats the answer to a request with the same key. */
  Answer place(UserId userId, CheckoutRequest request, IdempotencyKey key) {
    Intent intent = idempotency.intent(userId, key, PLACE, request);
    return idempotency.underWay(intent, () -> placeOrFind(intent, request));
  }

  private Answer placeOrFind(Intent intent, CheckoutRequest request) {
    try {
      return place(intent, request);
    } catch (LostRaceException faster) {
      return transactions.read(() -> idempotency.find(intent)).orElseThrow();
    }
  }

  private Answer place(Intent intent, CheckoutRequest request) {
    UserId userId = intent.userId();
    Optional<Answer> before = transactions.read(() -> idempotency.find(intent));
    if (before.isPresent()) {
      return before.get();
    }
    Wanted wanted = transactions.read(() -> wanted(userId, request));
    Basket basket = wanted.filled().basket();
    List<OrderItem> items = basket.priced(products.findAll(basket.productIds()));
    wanted.filled().shown().check(items, request.expectedTotal());
    OrderNo orderNo = new OrderNo(ids.next(Slot.ofId(userId.value())));
    NewOrder order = new NewOrder(orderNo, userId, items, wanted.shipTo());
    return purchase.make(intent, order, request.wantsCart());
  }

  private Wanted wanted(UserId userId, CheckoutRequest request) {
    return new Wanted(baskets.of(userId, request), shipTo(userId, request.addressId()));
  }

  private ShipTo shipTo(UserId userId, AddressId addressId) {
    Address address =
        addresses
            .find(userId, addressId)
            .orElseThrow(() -> new UserProblem.AddressAbsent(addressId).toException());
    return new ShipTo(
        address.recipient(),
        address.phone(),
        address.line1(),
        address.line2(),
        address.city(),
        address.region(),
        address.postalCode(),
        address.country());
  }
}

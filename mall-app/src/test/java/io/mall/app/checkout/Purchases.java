package io.mall.app.checkout;

import io.mall.app.bench.Site;
import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.IdempotencyKey;
import io.mall.app.idempotency.Intent;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.app.order.NewOrder;
import io.mall.app.order.OrderItem;
import io.mall.app.order.ShipTo;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Whole purchases of two products, from what is known beforehand to the stored answer: the user and
 * the second product live on the first server, the first product on the second.
 */
final class Purchases {

  private static final int USERS = 500;
  private static final Money PRICE = Money.of(1_999, "EUR");
  private static final ShipTo ADDRESS =
      new ShipTo("Ada", "+44 20 7946 0018", "12 St James Square", "", "London", "", "SW1Y", "GB");

  private final Sales sales;
  private final Purchase purchase;
  private final Decision decision;
  private final Idempotency idempotency;
  private final Transactions transactions;
  private final Ids ids;
  private final List<UserId> users;

  Purchases(Site site, Sales sales) {
    this.sales = sales;
    this.purchase = site.bean(Purchase.class);
    this.decision = site.bean(Decision.class);
    this.idempotency = site.bean(Idempotency.class);
    this.transactions = site.bean(Transactions.class);
    this.ids = site.bean(Ids.class);
    this.users =
        IntStream.range(0, USERS).mapToObj(i -> new UserId(ids.next(new Slot(i)))).toList();
  }

  /** What somebody wants. */
  private record Wish(Intent intent, NewOrder order) {
    ProductId far() {
      return order.items().getFirst().productId();
    }

    ProductId near() {
      return order.items().getLast().productId();
    }
  }

  /** As the shop does it. */
  void checkout() {
    Wish wish = wish();
    purchase.make(wish.intent(), wish.order(), false);
  }

  /** Everything for one server in one transaction, then everything for the other. */
  void asTwoTransactions() {
    Wish wish = wish();
    OrderNo orderNo = wish.order().orderNo();
    transactions.write(() -> sales.sell(orderNo, wish.far()));
    transactions.write(
        () -> {
          sales.sell(orderNo, wish.near());
          return decision.write(wish.intent(), wish.order(), false, Map.of());
        });
  }

  private Wish wish() {
    UserId userId = users.get(ThreadLocalRandom.current().nextInt(USERS));
    List<OrderItem> items =
        List.of(1, 0).stream()
            .map(shard -> new OrderItem(sales.product(shard), "Something", PRICE, 1))
            .toList();
    OrderNo orderNo = new OrderNo(ids.next(Slot.ofId(userId.value())));
    IdempotencyKey key = IdempotencyKey.of(UUID.randomUUID().toString());
    return new Wish(
        idempotency.intent(userId, key, "order.place", items),
        new NewOrder(orderNo, userId, items, ADDRESS));
  }
}

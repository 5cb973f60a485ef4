package io.mall.app.checkout;

import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Answer;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.Intent;
import io.mall.app.order.NewOrder;
import io.mall.app.order.OrderDetails;
import io.mall.app.order.Orders;
import org.springframework.stereotype.Component;

/**
 * The local transaction on the user's shard that decides a purchase: the order, the answer to be
 * repeated, and the emptied cart, all or none.
 */
@Component
class Decision {

  private static final int CREATED = 201;

  private final Orders orders;
  private final Baskets baskets;
  private final Idempotency idempotency;
  private final Transactions transactions;

  Decision(Orders orders, Baskets baskets, Idempotency idempotency, Transactions transactions) {
    this.orders = orders;
    this.baskets = baskets;
    this.idempotency = idempotency;
    this.transactions = transactions;
  }

  /** Refused when the purchase was taken back meanwhile, or was made by another request. */
  @RetryOnDeadlock
  Answer write(Intent intent, NewOrder order, boolean fromCart) {
    return transactions.write(
        () -> {
          OrderDetails placed = OrderDetails.of(orders.place(order));
          if (fromCart) {
            baskets.empty(order);
          }
          return idempotency.record(intent, CREATED, "/api/orders/" + order.orderNo(), placed);
        });
  }
}

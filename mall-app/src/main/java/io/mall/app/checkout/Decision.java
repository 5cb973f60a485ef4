package io.mall.app.checkout;

import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Answer;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.Intent;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.NewOrder;
import io.mall.app.order.OrderDetails;
import io.mall.app.order.Orders;
import io.mall.app.stock.Stocks;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The local transaction on the user's shard that decides a purchase: the order, the answer to be
 * repeated, the emptied cart, and last the stock of products that lie beside them, all or none.
 */
@Component
class Decision {

  private static final int CREATED = 201;

  private final Orders orders;
  private final Baskets baskets;
  private final Stocks stocks;
  private final Idempotency idempotency;
  private final Transactions transactions;

  Decision(
      Orders orders,
      Baskets baskets,
      Stocks stocks,
      Idempotency idempotency,
      Transactions transactions) {
    this.orders = orders;
    this.baskets = baskets;
    this.stocks = stocks;
    this.idempotency = idempotency;
    this.transactions = transactions;
  }

  /**
   * Writes the order. Refused when the purchase was taken back meanwhile, was made by another
   * request, or when there is too little of a product.
   *
   * @param near products on the order's own data source, which are sold by the same transaction
   */
  @RetryOnDeadlock
  Answer write(Intent intent, NewOrder order, boolean fromCart, Map<ProductId, Integer> near) {
    return transactions.write(
        () -> {
          OrderDetails placed = OrderDetails.of(orders.place(order));
          if (fromCart) {
            baskets.empty(order);
          }
          Answer answer =
              idempotency.record(intent, CREATED, "/api/orders/" + order.orderNo(), placed);
          stocks.take(order.orderNo(), near);
          return answer;
        });
  }
}

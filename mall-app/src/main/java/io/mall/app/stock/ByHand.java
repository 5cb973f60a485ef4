package io.mall.app.stock;

import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Answer;
import io.mall.app.idempotency.Done;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.Intent;
import io.mall.app.idempotency.Intent.Place;
import io.mall.app.idempotency.LostRaceException;
import io.mall.app.idempotency.Once;
import io.mall.app.kernel.ProductId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Stock put in and taken out by administrators; under a key once, with the answer kept beside it.
 */
@Component
class ByHand {

  private final Stocks stocks;
  private final Idempotency idempotency;
  private final Transactions transactions;

  ByHand(Stocks stocks, Idempotency idempotency, Transactions transactions) {
    this.stocks = stocks;
    this.idempotency = idempotency;
    this.transactions = transactions;
  }

  Answer restock(ProductId productId, long quantity, Once request) {
    return idempotency.once(
        Place.beside(productId), request, () -> Done.ok(stocks.restock(productId, quantity)));
  }

  /** A deduction shares its transaction with others, so the answer is recorded in there. */
  Answer deduct(ProductId productId, long quantity, Once request) {
    if (request.key().isEmpty()) {
      return idempotency.answer(Done.ok(stocks.deduct(productId, quantity)));
    }
    Intent intent = idempotency.intent(Place.beside(productId), request);
    return idempotency.underWay(
        intent, () -> find(intent).orElseGet(() -> deduct(productId, quantity, intent)));
  }

  private Answer deduct(ProductId productId, long quantity, Intent intent) {
    try {
      return idempotency.answer(Done.ok(stocks.deduct(productId, quantity, intent)));
    } catch (LostRaceException faster) {
      return find(intent).orElseThrow();
    }
  }

  private Optional<Answer> find(Intent intent) {
    return transactions.read(() -> idempotency.find(intent));
  }
}

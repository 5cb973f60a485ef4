package io.mall.app.payment;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.UserId;
import io.mall.app.support.Mall;

/** The provider as the tests play it: what it says reaches the shop on the caller's thread. */
public final class Told {

  private Told() {}

  /** The money of a payment has come; answers with where the payment stands. */
  public static String succeeded(Mall mall, PaymentNo paymentNo) {
    Payments payments = mall.bean(Payments.class);
    Money amount = payments.find(paymentNo).orElseThrow().amount();
    Callback callback =
        new Callback(paymentNo, Callback.Outcome.SUCCEEDED, amount, "test-" + paymentNo);
    return payments.told(callback).status().name();
  }

  /** What money an order that came to nothing still holds has gone back, as the outbox notes it. */
  public static void refundClosed(Mall mall, UserId userId, OrderNo orderNo) {
    Payments payments = mall.bean(Payments.class);
    payments.succeeded(userId, orderNo).forEach(payments::refunded);
  }
}

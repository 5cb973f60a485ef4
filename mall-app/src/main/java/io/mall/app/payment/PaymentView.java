package io.mall.app.payment;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A payment as sent to the user who pays; its path is asked until the status settles. */
record PaymentView(
    PaymentNo paymentNo,
    OrderNo orderNo,
    Payment.Method method,
    Payment.Status status,
    Money amount,
    @Nullable String providerRef,
    Instant createdAt,
    Instant updatedAt) {

  static PaymentView of(Payment payment) {
    return new PaymentView(
        payment.paymentNo(),
        payment.orderNo(),
        payment.method(),
        payment.status(),
        payment.amount(),
        payment.providerRef(),
        payment.createdAt(),
        payment.updatedAt());
  }
}

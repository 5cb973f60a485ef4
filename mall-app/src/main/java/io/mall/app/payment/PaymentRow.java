package io.mall.app.payment;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A payment as stored. */
record PaymentRow(
    UserId userId,
    PaymentNo paymentNo,
    OrderNo orderNo,
    String method,
    Payment.Status status,
    long amount,
    String currency,
    @Nullable String providerRef,
    Instant createdAt,
    Instant updatedAt) {

  static PaymentRow of(Payment payment) {
    return new PaymentRow(
        payment.userId(),
        payment.paymentNo(),
        payment.orderNo(),
        payment.method().text(),
        payment.status(),
        payment.amount().amount(),
        payment.amount().currencyCode(),
        payment.providerRef(),
        payment.createdAt(),
        payment.updatedAt());
  }

  Payment toPayment() {
    return new Payment(
        paymentNo,
        userId,
        orderNo,
        Payment.Method.of(method),
        status,
        Money.of(amount, currency),
        providerRef,
        createdAt,
        updatedAt);
  }
}

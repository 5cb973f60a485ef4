package io.mall.app.payment;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.UserId;
import io.mall.app.webhook.Topic;
import java.time.Instant;

/** What others are told about a payment: nothing about a person but a number. */
record PaymentNews(
    PaymentNo paymentNo,
    OrderNo orderNo,
    UserId userId,
    Payment.Status status,
    Money amount,
    Instant updatedAt) {

  static PaymentNews of(Payment payment) {
    return new PaymentNews(
        payment.paymentNo(),
        payment.orderNo(),
        payment.userId(),
        payment.status(),
        payment.amount(),
        payment.updatedAt());
  }

  Topic topic() {
    return switch (status) {
      case STARTED -> Topic.PAYMENT_STARTED;
      case SUCCEEDED -> Topic.PAYMENT_SUCCEEDED;
      case FAILED -> Topic.PAYMENT_FAILED;
      case REFUNDED -> Topic.PAYMENT_REFUNDED;
    };
  }
}

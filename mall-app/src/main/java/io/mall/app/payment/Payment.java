package io.mall.app.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.UserId;
import io.mall.app.order.Order;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to pay an order. Each change is a method that returns the changed payment; what is
 * stored changes by an update guarded by the status it had before.
 *
 * @param providerRef the provider's own number, once it has answered
 */
record Payment(
    PaymentNo paymentNo,
    UserId userId,
    OrderNo orderNo,
    Method method,
    Status status,
    Money amount,
    @Nullable String providerRef,
    Instant createdAt,
    Instant updatedAt) {

  /** Where a payment stands. */
  enum Status {
    STARTED,
    SUCCEEDED,
    FAILED,
    REFUNDED
  }

  /** How it is paid. The provider is simulated, so the method also says what will come of it. */
  enum Method {
    /** Succeeds. */
    CARD("card"),
    /** Is declined. */
    CARD_DECLINED("card-declined"),
    /** Is never heard of again, as when somebody closes the page of the bank. */
    CARD_ABANDONED("card-abandoned");

    private final String text;

    Method(String text) {
      this.text = text;
    }

    @JsonValue
    String text() {
      return text;
    }

    @JsonCreator
    static Method of(String text) {
      return Arrays.stream(values())
          .filter(method -> method.text.equals(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("must be one of " + names()));
    }

    private static String names() {
      return String.join(", ", Arrays.stream(values()).map(Method::text).toList());
    }
  }

  static Payment started(PaymentNo paymentNo, Order order, Method method, Instant now) {
    return new Payment(
        paymentNo,
        order.userId(),
        order.orderNo(),
        method,
        Status.STARTED,
        order.total(),
        null,
        now,
        now);
  }

  /** The money was taken, which beats a failure that was reported before. */
  Payment succeed(String reference, Instant now) {
    return switch (status) {
      case STARTED, FAILED -> with(Status.SUCCEEDED, reference, now);
      case SUCCEEDED, REFUNDED -> this;
    };
  }

  /** No money was taken; told late, it changes nothing. */
  Payment fail(@Nullable String reference, Instant now) {
    return switch (status) {
      case STARTED -> with(Status.FAILED, reference, now);
      case FAILED, SUCCEEDED, REFUNDED -> this;
    };
  }

  /** The money has gone back. */
  Payment refund(Instant now) {
    return switch (status) {
      case SUCCEEDED -> with(Status.REFUNDED, providerRef, now);
      case STARTED, FAILED, REFUNDED -> this;
    };
  }

  private Payment with(Status changed, @Nullable String reference, Instant now) {
    return new Payment(
        paymentNo, userId, orderNo, method, changed, amount, reference, createdAt, now);
  }
}

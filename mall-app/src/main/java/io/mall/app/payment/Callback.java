package io.mall.app.payment;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.PaymentNo;

/**
 * What the provider tells about a payment.
 *
 * @param reference the provider's own number of it
 * @param amount what was taken, or would have been
 */
record Callback(PaymentNo paymentNo, Outcome outcome, Money amount, String reference) {

  static final int MAX_REFERENCE = 64;

  /** What came of it. */
  enum Outcome {
    SUCCEEDED,
    FAILED
  }

  /** Whether every field is there and can be stored. */
  boolean isComplete() {
    return paymentNo != null
        && outcome != null
        && amount != null
        && amount.currency() != null
        && reference != null
        && !reference.isEmpty()
        && reference.length() <= MAX_REFERENCE
        && reference.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}

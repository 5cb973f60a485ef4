package io.mall.app.payment;

import io.mall.app.kernel.PaymentNo;

/** What the outbox keeps about a payment. */
record PaymentEvent(PaymentNo paymentNo) {

  /** A payment was started: the provider has to be asked for the money. */
  static final String STARTED = "payment.started";

  /** Money was taken for an order that does not want it (any more): it has to go back. */
  static final String UNWANTED = "payment.unwanted";
}

package io.mall.app.payment;

/** Whoever moves the money. Both calls may be repeated; the payment's number tells repeats. */
interface Provider {

  /** Asks for money. What comes of it is told by a callback, now or later or never. */
  void charge(Payment payment);

  /** Gives money back; done when it returns. */
  void refund(Payment payment);
}

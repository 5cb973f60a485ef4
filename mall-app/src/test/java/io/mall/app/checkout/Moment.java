package io.mall.app.checkout;

/** Where a payment or a cancellation stands when something dies. */
enum Moment {
  /** It waits for the order; nothing is written. */
  BEFORE_INTENT,

  /** The payment, or the order's new status, and its event are written and not committed. */
  ROW_WRITTEN,

  /** That is committed; what follows from the event has begun: the callback, the stock's return. */
  OUTBOX,

  /** It is committed and the answer given, which never reaches the client. */
  BEFORE_REPLY
}

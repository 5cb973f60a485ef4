package io.mall.app.stock;

/** What a row of the ledger says; the names are stored. */
public enum LedgerState {
  /** Put in when the shop was set up. */
  SEEDED,
  /** Put in later. */
  RESTOCKED,
  /** Taken out without an order. */
  DEDUCTED,
  /** Held for an order. */
  RESERVED,
  /** Went with an order. */
  SOLD,
  /** Was held for an order that did not come about; or the mark that the order must not hold it. */
  RELEASED,
  /** Came back from an order that was cancelled. */
  RETURNED
}

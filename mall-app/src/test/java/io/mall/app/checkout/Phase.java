package io.mall.app.checkout;

/** Where a checkout over two shards stands when something dies. */
enum Phase {
  /** Its shard is being asked for the address; no transaction has begun. */
  BEFORE_BEGIN,

  /**
   * The first product is reserved; the second is being sold, with the order, and waits for its row.
   */
  BETWEEN_BRANCHES,

  /** The first product is reserved; the order is being written and waits for its key. */
  BEFORE_DECISION,

  /** The order is written, the first product is not sold yet. */
  PHASE_TWO,

  /** All is done; the answer is on its way and gets lost. */
  BEFORE_REPLY
}

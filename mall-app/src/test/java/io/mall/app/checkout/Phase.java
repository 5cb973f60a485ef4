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

  /** The order is written and the answer given, which never reaches the client. */
  BEFORE_REPLY
}

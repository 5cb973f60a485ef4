package io.mall.sharding.replica;

/** Where a read was sent, and why. */
public enum Choice {
  /** A replica, at once. */
  REPLICA,
  /** A replica, after a wait for what the client has written. */
  REPLICA_AFTER_WAIT,
  /** The primary: no replica has what the client has written, or not in time. */
  PRIMARY_BEHIND,
  /** The primary: the client wrote a moment ago and does not say what. */
  PRIMARY_JUST_WROTE,
  /** The primary: no replica is well and up to date. */
  PRIMARY_NO_REPLICA,
  /** The primary: an operator has switched reads on replicas off. */
  PRIMARY_SWITCHED_OFF
}

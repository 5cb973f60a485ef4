package io.mall.sharding.slot;

import org.apache.shardingsphere.infra.exception.core.external.sql.ShardingSphereSQLException;

/**
 * Thrown for a statement that cannot be sent to the shards it is about. It reaches the caller as a
 * plain {@link java.sql.SQLException} with the same message, SQL state 42000 and one of the codes
 * here.
 */
public final class UnroutableException extends ShardingSphereSQLException {
  /** Vendor code of a sharding key whose value has no slot. */
  public static final int BAD_KEY = 29001;

  /** Vendor code of a statement that names no sharding key, or names it in a form that misleads. */
  public static final int NO_KEY = 29002;

  private static final String SYNTAX_OR_ACCESS_RULE = "42000";

  private UnroutableException(int code, String message) {
    super(SYNTAX_OR_ACCESS_RULE, code / 10_000, code % 10_000, message, null);
  }

  static UnroutableException badKey(String message) {
    return new UnroutableException(BAD_KEY, message);
  }

  static UnroutableException noKey(String message) {
    return new UnroutableException(NO_KEY, message);
  }
}

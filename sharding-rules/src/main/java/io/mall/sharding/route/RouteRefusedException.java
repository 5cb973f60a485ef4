package io.mall.sharding.route;

import org.apache.shardingsphere.infra.exception.core.external.sql.ShardingSphereSQLException;

/**
 * Thrown for a statement that {@link RouteGuard} refuses. It reaches the caller as a plain {@link
 * java.sql.SQLException} with the same message, SQL state 42000 and one of the codes here.
 */
public final class RouteRefusedException extends ShardingSphereSQLException {
  /** Vendor code of a statement that touches more shards than its budget allows. */
  public static final int OVER_BUDGET = 29003;

  /** Vendor code of a statement that would be answered wrongly. */
  public static final int WRONG_SHAPE = 29004;

  private static final String SYNTAX_OR_ACCESS_RULE = "42000";

  RouteRefusedException(int code, String message) {
    super(SYNTAX_OR_ACCESS_RULE, code / 10_000, code % 10_000, message, null);
  }
}

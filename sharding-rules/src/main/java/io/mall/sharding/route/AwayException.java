package io.mall.sharding.route;

import org.apache.shardingsphere.infra.exception.core.external.sql.ShardingSphereSQLException;

/**
 * Thrown for a statement whose server is known to be away, instead of waiting for a connection that
 * will not come. Nothing was sent. It reaches the caller as a plain {@link java.sql.SQLException}
 * with SQL state 08001, a connection that cannot be established.
 */
public final class AwayException extends ShardingSphereSQLException {
  /** Vendor code. */
  public static final int CODE = 29005;

  private static final String CANNOT_CONNECT = "08001";

  AwayException(String dataSource, String reason) {
    super(
        CANNOT_CONNECT,
        CODE / 10_000,
        CODE % 10_000,
        "Data source %s is away: it %s".formatted(dataSource, reason),
        null);
  }
}

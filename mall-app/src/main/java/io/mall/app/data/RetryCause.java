package io.mall.app.data;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import org.springframework.dao.PessimisticLockingFailureException;

/** Why a local transaction did not go through, as far as another try may help. */
enum RetryCause {
  DEADLOCK,
  LOCK_TIMEOUT,
  CONNECTION_LOST,
  OTHER;

  private static final int ER_LOCK_WAIT_TIMEOUT = 1205;

  /** By all that led to it: each layer wraps what it gets. */
  static RetryCause of(Throwable failure) {
    RetryCause found = failure instanceof PessimisticLockingFailureException ? DEADLOCK : OTHER;
    for (Throwable cause : Causes.of(failure)) {
      if (cause instanceof SQLTransientConnectionException) {
        return OTHER;
      }
      if (cause instanceof SQLException sql) {
        found = of(sql, found);
      }
    }
    return found;
  }

  private static RetryCause of(SQLException sql, RetryCause otherwise) {
    if (sql.getErrorCode() == ER_LOCK_WAIT_TIMEOUT) {
      return LOCK_TIMEOUT;
    }
    return Causes.isLostConnection(sql) ? CONNECTION_LOST : otherwise;
  }

  /** As metrics have it. */
  String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

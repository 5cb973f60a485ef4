package io.mall.app.seed;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The seed data could not be written; the message is one line that names the place. */
final class SeedException extends RuntimeException {

  private static final int NO_SUCH_TABLE = 1146;

  SeedException(String message) {
    this(message, null);
  }

  private SeedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static SeedException of(String place, SQLException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
    String advice = e.getErrorCode() == NO_SUCH_TABLE ? "; run migrate first" : "";
    return new SeedException(place + ": " + reason + advice, e);
  }
}

package io.mall.sharding;

import com.google.common.base.Throwables;
import java.util.List;

/** Several findings as one message. */
final class Findings {
  private Findings() {}

  static String message(String what, List<String> findings) {
    return findings.size() == 1
        ? what + ": " + findings.getFirst()
        : what + ":\n  - " + String.join("\n  - ", findings);
  }

  /** The innermost reason of a failure, in one line. */
  static String reason(Throwable failure) {
    Throwable cause = Throwables.getRootCause(failure);
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return message == null || message.isBlank()
        ? name
        : message.lines().findFirst().orElse(name).strip();
  }
}

package io.mall.load.judge;

import io.mall.load.judge.Check.Kind;
import java.util.List;

/** What came of a run. */
public record Verdict(List<Check> checks) {
  public static final int PASSED = 0;
  public static final int MISSED = 1;
  public static final int BROKEN = 4;
  public static final int GENERATOR = 5;

  public Verdict {
    checks = List.copyOf(checks);
  }

  /** The exit code; what is worse hides what is less so. */
  public int code() {
    if (any(Kind.TRUTH)) {
      return BROKEN;
    }
    if (any(Kind.ANSWERS)) {
      return MISSED;
    }
    if (any(Kind.GENERATOR)) {
      return GENERATOR;
    }
    return any(Kind.OBJECTIVE) ? MISSED : PASSED;
  }

  /** In a few words. */
  public String words() {
    return switch (code()) {
      case BROKEN -> "BROKEN: the shop's books are wrong";
      case GENERATOR -> "NO VERDICT: the generator was the limit, so the figures say nothing";
      case MISSED -> "MISSED";
      default -> "PASSED";
    };
  }

  private boolean any(Kind kind) {
    return checks.stream().anyMatch(check -> check.kind() == kind && check.missed());
  }
}

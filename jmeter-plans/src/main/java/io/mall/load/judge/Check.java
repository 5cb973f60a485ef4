package io.mall.load.judge;

import java.util.Locale;

/**
 * One thing that was asked for, and what came.
 *
 * @param wanted the limit with its unit
 * @param got the figure with its unit
 */
public record Check(Kind kind, String what, String wanted, String got, Outcome outcome) {

  /** What a missed check says. */
  public enum Kind {
    /** Too few answers, or wrong ones: no figure of the run means anything. */
    ANSWERS,
    /** An objective. */
    OBJECTIVE,
    /** The generator could not do what it was told. */
    GENERATOR,
    /** The shop's books are wrong. */
    TRUTH
  }

  /** How a check ended. */
  public enum Outcome {
    KEPT,
    MISSED,
    /** Told, but not judged in this run. */
    TOLD;

    static Outcome of(boolean kept) {
      return kept ? KEPT : MISSED;
    }
  }

  boolean missed() {
    return outcome == Outcome.MISSED;
  }

  static String percent(double share) {
    return share == 0 ? "0 %" : String.format(Locale.ROOT, "%.2f %%", share * 100);
  }
}

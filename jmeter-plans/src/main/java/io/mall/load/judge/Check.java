package io.mall.load.judge;

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
    TOLD
  }

  boolean missed() {
    return outcome == Outcome.MISSED;
  }
}

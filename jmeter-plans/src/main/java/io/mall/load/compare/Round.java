package io.mall.load.compare;

import io.mall.load.measure.Figures;
import io.mall.load.measure.Measurement;
import java.util.List;

/**
 * What one run measured.
 *
 * @param throughput right answers per second
 * @param p50 corrected percentiles in milliseconds, with fractions
 */
public record Round(double throughput, double p50, double p99) {
  public static Round of(Measurement measured) {
    Figures all = measured.all();
    return new Round(measured.throughput(), all.smooth(50), all.smooth(99));
  }

  /** The three figures that are compared. */
  public enum Figure {
    THROUGHPUT("throughput", true),
    P50("p50", false),
    P99("p99", false);

    private final String text;
    private final boolean moreIsBetter;

    Figure(String text, boolean moreIsBetter) {
      this.text = text;
      this.moreIsBetter = moreIsBetter;
    }

    @Override
    public String toString() {
      return text;
    }

    boolean moreIsBetter() {
      return moreIsBetter;
    }

    /** Whether a round is better than all that were before it, by more than some share. */
    public boolean gotBetter(Round now, List<Round> before, double share) {
      double least = moreIsBetter ? 1 + share : 1 - share;
      return before.stream()
          .allMatch(
              round -> moreIsBetter ? of(now) > of(round) * least : of(now) < of(round) * least);
    }

    public double of(Round round) {
      return switch (this) {
        case THROUGHPUT -> round.throughput();
        case P50 -> round.p50();
        case P99 -> round.p99();
      };
    }
  }
}

package io.mall.load.compare;

import io.mall.load.compare.Round.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether B differs from A.
 *
 * <p>Three figures are looked at, so each interval is at 98.3 %: together they give a false alarm
 * in at most 5 % of the comparisons of something with itself. What differs by less than 3 % is
 * called the same, however sure it is.
 */
public record Comparison(List<Line> lines) {
  /** Fewer pairs make intervals that say nothing. */
  public static final int FEWEST_ROUNDS = 6;

  private static final double LEVEL = 1 - 0.05 / Figure.values().length;
  private static final double NEGLIGIBLE = 0.03;
  private static final long SEED = 42;

  /** How B stands to A. */
  public enum Difference {
    SAME,
    SLOWER,
    FASTER
  }

  /**
   * One figure.
   *
   * @param a median over the rounds
   * @param ratio B's of A's; the interval holds the true one with a confidence of 98.3 %
   */
  public record Line(
      Figure figure,
      double a,
      double b,
      double ratio,
      double low,
      double high,
      Difference difference) {}

  public Comparison {
    lines = List.copyOf(lines);
  }

  /** Compares rounds that were run in pairs, one of each, close after each other. */
  public static Comparison of(List<Round> a, List<Round> b) {
    if (a.size() != b.size() || a.size() < FEWEST_ROUNDS) {
      throw new IllegalArgumentException("At least " + FEWEST_ROUNDS + " pairs of rounds.");
    }
    List<Line> lines = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      double[] logs = new double[a.size()];
      for (int i = 0; i < logs.length; i++) {
        logs[i] = Math.log(positive(figure.of(b.get(i))) / positive(figure.of(a.get(i))));
      }
      Bootstrap.Interval interval = Bootstrap.ratio(logs, LEVEL, SEED);
      lines.add(
          new Line(
              figure,
              median(a, figure),
              median(b, figure),
              interval.ratio(),
              interval.low(),
              interval.high(),
              difference(figure, interval)));
    }
    return new Comparison(lines);
  }

  /** The whole: one figure that is worse makes B slower, whatever the others are. */
  public Difference difference() {
    for (Difference each : List.of(Difference.SLOWER, Difference.FASTER)) {
      if (lines.stream().anyMatch(line -> line.difference() == each)) {
        return each;
      }
    }
    return Difference.SAME;
  }

  private static Difference difference(Figure figure, Bootstrap.Interval interval) {
    boolean above = interval.low() > 1 && interval.ratio() > 1 + NEGLIGIBLE;
    boolean below = interval.high() < 1 && interval.ratio() < 1 - NEGLIGIBLE;
    if (!above && !below) {
      return Difference.SAME;
    }
    return above == figure.moreIsBetter() ? Difference.FASTER : Difference.SLOWER;
  }

  /** A figure of 0 is a run without answers, which is told elsewhere. */
  private static double positive(double value) {
    return Math.max(1e-3, value);
  }

  private static double median(List<Round> rounds, Figure figure) {
    double[] sorted = rounds.stream().mapToDouble(figure::of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

package io.mall.load.compare;

import io.mall.load.compare.Round.Figure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether B differs from A.
 *
 * <p>Of the figures some are judged, those that say something of a load: {@link #judged}. Their
 * intervals are so wide that together they give a false alarm in at most 5 % of the comparisons of
 * something with itself. What differs by less than 3 % is called the same, however sure it is.
 *
 * @param level confidence of each interval
 */
public record Comparison(List<Line> lines, double level) {
  /** Fewer pairs make intervals that say nothing. */
  public static final int FEWEST_ROUNDS = 6;

  /** When nobody says how many pairs: so many at least, until slowness like this is found. */
  public static final int USUAL_ROUNDS = 8;

  public static final int MOST_ROUNDS = 24;

  /**
   * 10 % less an allowance: pairs are enough a little too soon when they happen to differ little.
   */
  private static final double WORTH_FINDING = 0.09;

  /**
   * 5 % less an allowance, for the same reason: with intervals of 95 % there were up to 7 % false
   * alarms.
   */
  private static final double FALSE_ALARMS = 0.03;

  private static final double NEGLIGIBLE = 0.03;
  private static final double POWER = 0.9;
  private static final Map<Sample, Double> ERRORS_TO_FIND = new ConcurrentHashMap<>();
  private static final long SEED = 42;

  /** How B stands to A. */
  public enum Difference {
    SAME,
    SLOWER,
    FASTER,
    NOT_JUDGED
  }

  /** So many pairs but one, looked at with such a confidence. */
  private record Sample(int freedom, double level) {}

  /**
   * One figure.
   *
   * @param a median over the rounds
   * @param ratio B's of A's; the interval holds the true one with the comparison's confidence
   * @param resolution the least slowness, as a share, that is found in nine of ten comparisons of
   *     as many rounds that differ as much
   */
  public record Line(
      Figure figure,
      double a,
      double b,
      double ratio,
      double low,
      double high,
      double resolution,
      Difference difference) {}

  public Comparison {
    lines = List.copyOf(lines);
  }

  /**
   * What a load says something of: latency when it is paced, throughput when clients never pause,
   * whose latency is users / throughput.
   */
  public static Set<Figure> judged(boolean paced) {
    return paced ? EnumSet.of(Figure.P50, Figure.P99) : EnumSet.of(Figure.THROUGHPUT);
  }

  /** Compares rounds that were run in pairs, one of each, close after each other. */
  public static Comparison of(List<Round> a, List<Round> b, Set<Figure> judged) {
    if (a.size() != b.size() || a.size() < FEWEST_ROUNDS) {
      throw new IllegalArgumentException("At least " + FEWEST_ROUNDS + " pairs of rounds.");
    }
    double level = level(judged);
    List<Line> lines = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      double[] logs = logs(a, b, figure);
      Bootstrap.Interval interval = Bootstrap.ratio(logs, level, SEED);
      lines.add(
          new Line(
              figure,
              median(a, figure),
              median(b, figure),
              interval.ratio(),
              interval.low(),
              interval.high(),
              resolution(logs, level),
              judged.contains(figure) ? difference(figure, interval) : Difference.NOT_JUDGED));
    }
    return new Comparison(lines, level);
  }

  private static double level(Set<Figure> judged) {
    return 1 - FALSE_ALARMS / judged.size();
  }

  /**
   * Whether so many pairs are enough, when nobody said how many. It asks how much they differ, not
   * by how much B is slower: stopping as soon as a difference shows would find one where none is.
   */
  public static boolean enough(List<Round> a, List<Round> b, Set<Figure> judged) {
    return a.size() >= MOST_ROUNDS
        || (a.size() >= USUAL_ROUNDS
            && judged.stream()
                .anyMatch(
                    figure -> resolution(logs(a, b, figure), level(judged)) <= WORTH_FINDING));
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

  /**
   * Slowness of everything by this share is found in nine of ten comparisons: that of the figure
   * that differs least from round to round.
   */
  public double resolution() {
    return lines.stream()
        .filter(line -> line.difference() != Difference.NOT_JUDGED)
        .mapToDouble(Line::resolution)
        .min()
        .orElse(Double.NaN);
  }

  private static double resolution(double[] logs, double level) {
    double errors =
        ERRORS_TO_FIND.computeIfAbsent(
            new Sample(logs.length - 1, level), Comparison::errorsToFind);
    return Math.max(NEGLIGIBLE, Math.expm1(errors * Bootstrap.error(logs)));
  }

  private static double errorsToFind(Sample sample) {
    return Student.quantile(1 - (1 - sample.level()) / 2, sample.freedom())
        + Student.quantile(POWER, sample.freedom());
  }

  /** The logarithms of each pair's ratio. */
  private static double[] logs(List<Round> a, List<Round> b, Figure figure) {
    double[] logs = new double[a.size()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(positive(figure.of(b.get(i))) / positive(figure.of(a.get(i))));
    }
    return logs;
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

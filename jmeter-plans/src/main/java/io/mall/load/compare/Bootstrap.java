package io.mall.load.compare;

import java.util.Arrays;
import java.util.Random;

/**
 * Intervals of confidence by resampling.
 *
 * <p>The blocks are pairs of neighbouring rounds, so that what drifts over minutes and what makes
 * the seconds of one round alike stays inside a block. Few blocks make the plain percentile
 * interval too narrow; its levels are therefore widened as by Hesterberg, "What Teachers Should
 * Know About the Bootstrap", 2014, section 4.3 (the expanded percentile interval), and Student's
 * interval is taken where it is wider: with eight pairs of real noise resampling alone alarmed in 8
 * % of the comparisons of a shop with itself.
 */
final class Bootstrap {
  private static final int RESAMPLES = 2_000;

  private Bootstrap() {}

  /** A ratio with what it may be. */
  record Interval(double ratio, double low, double high) {}

  /** What B's figure is of A's, from the logarithms of each pair's ratio. */
  static Interval ratio(double[] logs, double level, long seed) {
    int n = logs.length;
    double tail = tail(level, n);
    double[] means = new double[RESAMPLES];
    Random random = new Random(seed);
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += logs[random.nextInt(n)];
      }
      means[i] = sum / n;
    }
    Arrays.sort(means);
    double mean = Arrays.stream(logs).average().orElse(0);
    double reach = Student.quantile(1 - (1 - level) / 2, n - 1) * error(logs);
    double low = Math.min(at(means, tail), mean - reach);
    double high = Math.max(at(means, 1 - tail), mean + reach);
    return new Interval(Math.exp(mean), Math.exp(low), Math.exp(high));
  }

  /** The standard error of the mean. */
  static double error(double[] logs) {
    double mean = Arrays.stream(logs).average().orElse(0);
    double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    return Math.sqrt(squares / (logs.length - 1) / logs.length);
  }

  private static double tail(double level, int n) {
    double t = Student.quantile(1 - (1 - level) / 2, n - 1);
    return Student.normal(-Math.sqrt(n / (n - 1.0)) * t);
  }

  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}

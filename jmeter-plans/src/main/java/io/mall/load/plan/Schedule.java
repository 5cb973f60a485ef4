package io.mall.load.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * When the arrivals of an open model are due.
 *
 * <p>The same numbers as JMeter's Open Model Thread Group draws from the same seed (its classes
 * {@code ThreadScheduleProcessGenerator} and {@code PoissonArrivalsRamp}, 5.6.3), so that a late
 * arrival can be told from a slow answer.
 */
public final class Schedule {
  /** Time for the last answers after the last arrival. */
  private static final int DRAIN_SECONDS = 3;

  /** Arrivals at one rate for some seconds. */
  public record Step(double rate, double seconds) {}

  private final List<Step> steps;
  private final long seed;

  public Schedule(List<Step> steps, long seed) {
    this.steps = List.copyOf(steps);
    this.seed = seed;
  }

  /** In JMeter's words. The rate after each step's arrivals keeps it from becoming a ramp. */
  public String expression() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      String rate = String.format(Locale.ROOT, "rate(%.3f/s)", step.rate());
      text.append(rate)
          .append(String.format(Locale.ROOT, " random_arrivals(%.3f s) ", step.seconds()))
          .append(rate)
          .append(' ');
    }
    return text.append("pause(").append(DRAIN_SECONDS).append(" s)").toString();
  }

  public long seed() {
    return seed;
  }

  /** When each arrival is due, in milliseconds after the start, ascending. */
  public long[] arrivals() {
    Random random = new Random(seed);
    List<double[]> all = new ArrayList<>();
    double begin = 0;
    for (Step step : steps) {
      double rate = Double.parseDouble(String.format(Locale.ROOT, "%.3f", step.rate()));
      double seconds = Double.parseDouble(String.format(Locale.ROOT, "%.3f", step.seconds()));
      double[] times = new double[(int) (rate * seconds)];
      for (int i = 0; i < times.length; i++) {
        times[i] = random.nextDouble() * seconds;
      }
      Arrays.sort(times);
      for (int i = 0; i < times.length; i++) {
        times[i] += begin;
      }
      all.add(times);
      begin += seconds;
    }
    return all.stream()
        .flatMapToDouble(DoubleStream::of)
        .mapToLong(seconds -> Math.round(seconds * 1000))
        .toArray();
  }
}

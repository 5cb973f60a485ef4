package io.mall.load.compare;

import java.util.function.DoubleUnaryOperator;

/** Student's and the normal distribution, as far as small samples need them. */
final class Student {
  private static final int STEPS = 200;

  private Student() {}

  /** The value below which a share of Student's distribution lies; the share is above a half. */
  static double quantile(double share, int freedom) {
    double low = 0;
    double high = 1_000;
    for (int i = 0; i < 80; i++) {
      double middle = (low + high) / 2;
      if (cumulative(middle, freedom) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Share of Student's distribution below a value that is not negative. */
  static double cumulative(double value, int freedom) {
    // With t = sqrt(freedom) * tan(angle) the density becomes a power of the cosine.
    double limit = Math.atan(value / Math.sqrt(freedom));
    return 0.5 + 0.5 * area(limit, freedom - 1) / area(Math.PI / 2, freedom - 1);
  }

  /** Share of the normal distribution below a value. */
  static double normal(double value) {
    double half = simpson(Math.abs(value), x -> Math.exp(-x * x / 2)) / Math.sqrt(2 * Math.PI);
    return value < 0 ? Math.max(0, 0.5 - half) : Math.min(1, 0.5 + half);
  }

  private static double area(double limit, int power) {
    return simpson(limit, angle -> Math.pow(Math.max(0, Math.cos(angle)), power));
  }

  /** Simpson's rule for an integral from 0. */
  private static double simpson(double limit, DoubleUnaryOperator curve) {
    double step = limit / STEPS;
    double sum = 0;
    for (int i = 0; i <= STEPS; i++) {
      int weight = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * curve.applyAsDouble(i * step);
    }
    return sum * step / 3;
  }
}

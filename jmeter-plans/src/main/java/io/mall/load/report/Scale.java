package io.mall.load.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What a picture shows of the horizontal axis.
 *
 * @param unit stands behind the last number; may be empty
 */
record Scale(double from, double to, String unit) {
  double share(double value) {
    return to <= from ? 0 : Math.clamp((value - from) / (to - from), 0, 1);
  }

  /** Whole numbers that read well, some six at most. */
  List<Double> ticks() {
    double step = Math.max(1, Math.pow(10, Math.floor(Math.log10(Math.max(1, to - from)))));
    for (double part : new double[] {0.1, 0.2, 0.5, 1, 2}) {
      if (step * part >= 1 && (to - from) / (step * part) <= 6) {
        step = step * part;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (double at = Math.ceil(from / step) * step; at <= to; at += step) {
      ticks.add(at);
    }
    return ticks;
  }

  /** The next number above that reads well in quarters. */
  static double nice(double value) {
    if (value <= 0) {
      return 1;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10}) {
      if (value <= step * unit) {
        return step * unit;
      }
    }
    return 10 * unit;
  }
}

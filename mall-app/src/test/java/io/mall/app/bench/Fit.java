package io.mall.app.bench;

import java.util.List;

/**
 * A straight line through measured points by least squares.
 *
 * @param start the line's value at one
 * @param slope what each further one adds
 * @param error the standard error of the slope
 */
record Fit(double start, double slope, double error) {

  /** How many there were, and what an operation cost. */
  record Point(double count, double cost) {}

  static Fit of(List<Point> points) {
    int n = points.size();
    double meanCount = points.stream().mapToDouble(Point::count).average().orElseThrow();
    double meanCost = points.stream().mapToDouble(Point::cost).average().orElseThrow();
    double spread = 0;
    double together = 0;
    for (Point point : points) {
      spread += (point.count() - meanCount) * (point.count() - meanCount);
      together += (point.count() - meanCount) * (point.cost() - meanCost);
    }
    double slope = together / spread;
    double residue = 0;
    for (Point point : points) {
      double off = point.cost() - meanCost - slope * (point.count() - meanCount);
      residue += off * off;
    }
    return new Fit(
        meanCost + slope * (1 - meanCount), slope, Math.sqrt(residue / (n - 2) / spread));
  }

  String line() {
    return "%.0f us CPU over one data source, %+.1f %% (standard error %.1f %%) for each further one"
        .formatted(start, 100 * slope / start, 100 * error / start);
  }
}

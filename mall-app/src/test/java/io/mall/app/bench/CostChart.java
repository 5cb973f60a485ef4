package io.mall.app.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an operation costs against the number of data sources: every round, and the line, as SVG.
 */
final class CostChart {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 320;
  private static final int LEFT = 70;
  private static final int TOP = 34;
  private static final int BOTTOM = 40;
  private static final int RIGHT = 110;
  private static final List<String> COLOURS = List.of("#4c78a8", "#e45756");

  private final double mostCount;
  private final double mostCost;

  private CostChart(double mostCount, double mostCost) {
    this.mostCount = mostCount;
    this.mostCost = mostCost;
  }

  /**
   * Draws them.
   *
   * @param operations each with its points: number of data sources, microseconds of CPU
   */
  static String of(Map<String, List<Fit.Point>> operations) {
    CostChart chart =
        new CostChart(
            operations.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Fit.Point::count)
                .max()
                .orElse(1),
            1.1
                * operations.values().stream()
                    .flatMap(List::stream)
                    .mapToDouble(Fit.Point::cost)
                    .max()
                    .orElse(1));
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        <text x="%d" y="18" fill="#555555">CPU of one operation in microseconds, by number of data sources: rounds, and the line through them</text>
        """
            .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, 10));
    chart.axes(svg);
    int colour = 0;
    for (Map.Entry<String, List<Fit.Point>> each : new TreeMap<>(operations).entrySet()) {
      chart.operation(svg, each.getKey(), each.getValue(), COLOURS.get(colour++));
    }
    return svg.append("</svg>\n").toString();
  }

  private void axes(StringBuilder svg) {
    for (int i = 0; i <= 4; i++) {
      double cost = mostCost * i / 4;
      svg.append(
          """
              <path d="M%d %.1fH%d" stroke="#dddddd"/>
              <text x="%d" y="%.1f" text-anchor="end" fill="#555555">%,.0f</text>
              """
              .formatted(LEFT, y(cost), WIDTH - RIGHT, LEFT - 8, y(cost) + 4, cost));
    }
    for (int count = 1; count <= mostCount; count++) {
      svg.append(
          """
              <text x="%.1f" y="%d" text-anchor="middle" fill="#555555">%d</text>
              """
              .formatted(x(count), HEIGHT - BOTTOM + 18, count));
    }
  }

  private void operation(StringBuilder svg, String name, List<Fit.Point> points, String colour) {
    Fit fit = Fit.of(points);
    double end = fit.start() + fit.slope() * (mostCount - 1);
    svg.append(
        """
            <path d="M%.1f %.1fL%.1f %.1f" stroke="%s" stroke-width="1.5"/>
            <text x="%.1f" y="%.1f" fill="%s">%s</text>
            """
            .formatted(
                x(1),
                y(fit.start()),
                x(mostCount),
                y(end),
                colour,
                x(mostCount) + 12,
                y(end) + 4,
                colour,
                name));
    for (Fit.Point point : points) {
      svg.append(
          """
              <circle cx="%.1f" cy="%.1f" r="3.5" fill="%s" fill-opacity="0.6"/>
              """
              .formatted(x(point.count()), y(point.cost()), colour));
    }
  }

  private double x(double count) {
    return LEFT + 20 + (count - 1) / Math.max(1, mostCount - 1) * (WIDTH - RIGHT - LEFT - 30);
  }

  private double y(double cost) {
    return HEIGHT - BOTTOM - cost / mostCost * (HEIGHT - TOP - BOTTOM);
  }
}

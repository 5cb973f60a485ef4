package io.mall.load.report;

import java.util.List;
import java.util.Locale;

/** Lines over time as an SVG picture that needs nothing but itself. */
final class Chart {
  /** A unit whose scale always goes to 100. */
  static final String PERCENT = "% found";

  private static final int WIDTH = 520;
  private static final int HEIGHT = 200;
  private static final int LEFT = 52;
  private static final int RIGHT = 18;
  private static final int TOP = 12;
  private static final int BOTTOM = 24;

  /** So many values and fewer are drawn as dots too. */
  private static final int FEW = 24;

  private static final List<String> COLOURS = List.of("#2364aa", "#c8553d", "#5b8e3e", "#8c6bb1");

  /**
   * A line.
   *
   * @param values one for each step; not a number where there is none
   */
  record Line(String name, List<Double> values) {}

  private final String title;
  private final String unit;
  private final Scale scale;
  private final List<Double> x;
  private final List<Line> lines;

  /**
   * A chart.
   *
   * @param unit of all values
   * @param x of all lines, ascending
   */
  Chart(String title, String unit, Scale scale, List<Double> x, List<Line> lines) {
    this.title = title;
    this.unit = unit;
    this.scale = scale;
    this.x = List.copyOf(x);
    this.lines = List.copyOf(lines);
  }

  /** A figure with its title, legend and picture. */
  String html() {
    StringBuilder legend = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      legend.append(
          "<span><i style=\"background:"
              + colour(i)
              + "\"></i>"
              + Html.text(lines.get(i).name())
              + "</span>");
    }
    return "<figure><figcaption><b>"
        + Html.text(title)
        + "</b> "
        + Html.text(unit)
        + "<div class=\"legend\">"
        + legend
        + "</div></figcaption>"
        + svg()
        + "</figure>\n";
  }

  String svg() {
    double most = unit.equals(PERCENT) ? 100 : Scale.nice(highest());
    StringBuilder svg =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" xmlns=\"http://www.w3.org/2000/svg\""
                    + " font-family=\"sans-serif\" font-size=\"11\" role=\"img\">",
                WIDTH,
                HEIGHT));
    for (int i = 0; i <= 4; i++) {
      double value = most * i / 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#666\">%s</text>",
              LEFT,
              WIDTH - RIGHT,
              y(value, most),
              y(value, most),
              LEFT - 6,
              y(value, most) + 4,
              label(value)));
    }
    List<Double> ticks = scale.ticks();
    for (double at : ticks) {
      String unitOfLast = at == ticks.getLast() ? " " + scale.unit() : "";
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">%s</text>",
              x(at),
              HEIGHT - 8,
              label(at) + unitOfLast));
    }
    for (int i = 0; i < lines.size(); i++) {
      svg.append(line(lines.get(i), colour(i), most));
    }
    return svg.append("</svg>").toString();
  }

  private String line(Line line, String colour, double most) {
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    boolean drawn = false;
    int steps = Math.min(x.size(), line.values().size());
    for (int i = 0; i < steps; i++) {
      double value = line.values().get(i);
      if (Double.isNaN(value)) {
        drawn = false;
        continue;
      }
      path.append(
          String.format(
              Locale.ROOT, "%s%.1f %.1f", drawn ? "L" : "M", x(x.get(i)), y(value, most)));
      boolean alone = !drawn && (i + 1 == steps || Double.isNaN(line.values().get(i + 1)));
      if (alone || steps <= FEW) {
        dots.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\" fill=\"%s\"/>",
                x(x.get(i)),
                y(value, most),
                colour));
      }
      drawn = true;
    }
    return "<path d=\""
        + path
        + "\" fill=\"none\" stroke=\""
        + colour
        + "\" stroke-width=\"1.6\"/>"
        + dots;
  }

  private double highest() {
    return lines.stream()
        .flatMap(line -> line.values().stream())
        .filter(value -> !Double.isNaN(value))
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(0);
  }

  private double x(double value) {
    return LEFT + scale.share(value) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double value, double most) {
    return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
  }

  private static String label(double value) {
    if (value >= 10_000) {
      return String.format(Locale.ROOT, "%.0fk", value / 1000);
    }
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
  }

  private static String colour(int i) {
    return COLOURS.get(i % COLOURS.size());
  }
}

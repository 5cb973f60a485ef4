package io.mall.app.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations per second of each peer as bars, with the spread of the rounds, as SVG. Peers whose
 * names begin alike ({@code order: …}) do the same, and have a scale of their own.
 */
final class BarChart {

  private static final int ROW = 26;
  private static final int NAMES = 230;
  private static final int BARS = 480;
  private static final int FIGURES = 110;

  private BarChart() {}

  static String of(List<Result> results) {
    Map<String, Double> most = new HashMap<>();
    results.forEach(each -> most.merge(group(each), each.fastest(), Math::max));
    int width = NAMES + BARS + FIGURES;
    int height = ROW * results.size() + 34;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        <text x="%d" y="18" fill="#555555">operations per second; the line shows the slowest and the fastest round%s</text>
        """
            .formatted(
                width,
                height,
                width,
                height,
                NAMES,
                most.size() > 1 ? "; each operation has its scale" : ""));
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      double scale = most.getOrDefault(group(result), 1.0);
      svg.append(bar(result, scale, 28 + i * ROW));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String bar(Result result, double most, int top) {
    double middle = top + ROW / 2.0 - 3;
    return """
        <text x="%d" y="%.0f" text-anchor="end" fill="#222222">%s, %d</text>
        <rect x="%d" y="%d" width="%.1f" height="%d" fill="#4c78a8"/>
        <path d="M%.1f %.1fH%.1f" stroke="#222222" stroke-width="1.5"/>
        <text x="%.1f" y="%.0f" fill="#222222">%,.0f</text>
        """
        .formatted(
            NAMES - 8,
            middle + 4,
            escaped(result.peer().name()),
            result.peer().clients(),
            NAMES,
            top,
            BARS * result.perSecond() / most,
            ROW - 6,
            NAMES + BARS * result.slowest() / most,
            middle,
            NAMES + BARS * result.fastest() / most,
            NAMES + BARS * result.fastest() / most + 6,
            middle + 4,
            result.perSecond());
  }

  private static String group(Result result) {
    String name = result.peer().name();
    return name.substring(0, Math.max(0, name.indexOf(':')));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}

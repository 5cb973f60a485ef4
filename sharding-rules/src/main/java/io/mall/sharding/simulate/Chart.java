package io.mall.sharding.simulate;

import io.mall.sharding.simulate.Load.Part;
import io.mall.sharding.simulate.Load.Spread;
import io.mall.sharding.terminal.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A distribution as bars. */
final class Chart {

  private static final int BAR = 40;
  private static final int ROW = 22;
  private static final int LABEL = 220;
  private static final int WIDTH = 900;
  private static final double NOTABLE = 1.5;

  private Chart() {}

  /** For a terminal; the mark stands at the mean. */
  static List<String> lines(Spread spread, Paint paint) {
    double max = max(spread);
    double mean = mean(spread);
    int width = spread.parts().stream().mapToInt(each -> each.name().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Part each : spread.parts()) {
      int filled = max == 0 ? 0 : (int) Math.round(BAR * each.load() / max);
      int mark = max == 0 ? 0 : (int) Math.round(BAR * mean / max);
      String bar = "█".repeat(filled) + " ".repeat(BAR + 1 - filled);
      String marked = filled <= mark ? bar.substring(0, mark) + "│" + bar.substring(mark + 1) : bar;
      boolean notable = each.load() == 0 || each.load() > NOTABLE * mean;
      lines.add(
          "%s%s %s %,.0f"
              .formatted(
                  each.name(),
                  " ".repeat(width - each.name().length()),
                  notable ? paint.red(marked) : paint.green(marked),
                  each.load()));
    }
    return lines;
  }

  private static double max(Spread spread) {
    return spread.parts().stream().mapToDouble(Part::load).max().orElse(0);
  }

  private static double mean(Spread spread) {
    return spread.parts().stream().mapToDouble(Part::load).average().orElse(0);
  }

  /** As an SVG image that stands alone. */
  static String svg(String title, Spread spread) {
    double max = Math.max(1, max(spread));
    double mean = mean(spread);
    int height = 50 + ROW * spread.parts().size();
    int room = WIDTH - LABEL - 110;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" font-family="sans-serif" font-size="13">
        <title>%s</title>
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="10" y="22" font-size="15" font-weight="bold">%s</text>
        """
            .formatted(WIDTH, height, WIDTH, height, escape(title), escape(title)));
    int y = 40;
    for (Part each : spread.parts()) {
      double width = room * each.load() / max;
      String colour = each.load() == 0 || each.load() > NOTABLE * mean ? "#c0392b" : "#2e86c1";
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <text x="%d" y="%d" text-anchor="end">%s</text>
              <rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>
              <text x="%.1f" y="%d">%,.0f</text>
              """,
              LABEL - 8,
              y + 14,
              escape(each.name()),
              LABEL,
              y,
              width,
              ROW - 6,
              colour,
              LABEL + width + 6,
              y + 14,
              each.load()));
      y += ROW;
    }
    double at = LABEL + room * mean / max;
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"36\" y2=\"%d\" stroke=\"black\" stroke-dasharray=\"4 3\"><title>mean</title></line>%n</svg>%n",
            at,
            at,
            y));
    return svg.toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

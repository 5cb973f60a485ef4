package io.mall.load.report;

import io.mall.load.compare.Entry;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The figures of a plan from run to run, as one SVG picture. */
public final class TrendChart {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 268;
  private static final int MARGIN = 52;
  private static final int TOP = 46;

  /** So many letters have room beside each other. */
  private static final int LETTERS = 140;

  private TrendChart() {}

  /** Draws these runs, all under the same conditions, the oldest first; at least one. */
  public static String of(List<Entry> entries) {
    List<Double> runs = IntStream.rangeClosed(1, entries.size()).mapToObj(i -> (double) i).toList();
    Scale scale = new Scale(1, Math.max(2, entries.size()), "");
    Chart throughput =
        new Chart(
            "throughput",
            "per s",
            scale,
            runs,
            List.of(line("throughput", entries, entry -> entry.round().throughput())));
    Chart latency =
        new Chart(
            "latency",
            "ms",
            scale,
            runs,
            List.of(
                line("p50", entries, entry -> entry.round().p50()),
                line("p99", entries, entry -> entry.round().p99())));
    Entry first = entries.getFirst();
    Entry last = entries.getLast();
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + (2 * WIDTH)
        + " "
        + HEIGHT
        + "\" font-family=\"sans-serif\" font-size=\"12\">"
        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
        + title(first.conditions())
        + placed(throughput.svg(), 0, "right answers per s, by run")
        + placed(latency.svg(), WIDTH, "p50 (blue), p99 (red), ms, by run")
        + text(MARGIN, HEIGHT - 8, "#555", named(1, first))
        + text(WIDTH + MARGIN, HEIGHT - 8, "#555", named(entries.size(), last))
        + "</svg>\n";
  }

  private static Chart.Line line(String name, List<Entry> entries, ToDoubleFunction<Entry> figure) {
    return new Chart.Line(name, entries.stream().map(figure::applyAsDouble).toList());
  }

  /** In two lines when it is long. */
  private static String title(String conditions) {
    int cut = conditions.length() <= LETTERS ? -1 : conditions.lastIndexOf(", ", LETTERS);
    return cut < 0
        ? text(MARGIN, 16, "#000", conditions)
        : text(MARGIN, 16, "#000", conditions.substring(0, cut + 1))
            + text(MARGIN, 32, "#000", conditions.substring(cut + 2));
  }

  private static String named(int run, Entry entry) {
    return "run " + run + ": " + entry.time() + ", commit " + entry.commit();
  }

  private static String text(int x, int y, String colour, String text) {
    return "<text x=\""
        + x
        + "\" y=\""
        + y
        + "\" fill=\""
        + colour
        + "\">"
        + Html.text(text)
        + "</text>";
  }

  private static String placed(String svg, int x, String title) {
    return text(x + MARGIN, TOP + 4, "#555", title)
        + svg.replaceFirst(
            "<svg ", "<svg x=\"" + x + "\" y=\"" + TOP + "\" width=\"520\" height=\"200\" ");
  }
}

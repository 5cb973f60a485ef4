package io.mall.load.report;

import io.mall.load.compare.History.Entry;
import java.util.List;
import java.util.stream.IntStream;

/** The figures of a plan from run to run, as one SVG picture. */
public final class TrendChart {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 230;

  private TrendChart() {}

  public static String of(List<Entry> entries) {
    List<Double> runs = IntStream.rangeClosed(1, entries.size()).mapToObj(i -> (double) i).toList();
    String conditions = entries.isEmpty() ? "" : entries.getFirst().conditions();
    Chart.Scale scale = new Chart.Scale(1, Math.max(2, entries.size()), "");
    Chart throughput =
        new Chart(
            "throughput",
            "per s",
            scale,
            runs,
            List.of(
                line("throughput", entries.stream().map(e -> e.round().throughput()).toList())));
    Chart latency =
        new Chart(
            "latency",
            "ms",
            scale,
            runs,
            List.of(
                line("p50", entries.stream().map(e -> e.round().p50()).toList()),
                line("p99", entries.stream().map(e -> e.round().p99()).toList())));
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + (2 * WIDTH)
        + " "
        + HEIGHT
        + "\" font-family=\"sans-serif\" font-size=\"12\">"
        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><text x=\"52\" y=\"16\">"
        + Html.text(conditions)
        + "</text>"
        + placed(throughput.svg(), 0, "right answers per s, by run")
        + placed(latency.svg(), WIDTH, "p50 (blue), p99 (red), ms, by run")
        + "</svg>\n";
  }

  private static Chart.Line line(String name, List<Double> values) {
    return new Chart.Line(name, values);
  }

  private static String placed(String svg, int x, String title) {
    return "<text x=\""
        + (x + 52)
        + "\" y=\"34\" fill=\"#555\">"
        + title
        + "</text>"
        + svg.replaceFirst("<svg ", "<svg x=\"" + x + "\" y=\"30\" width=\"520\" height=\"200\" ");
  }
}

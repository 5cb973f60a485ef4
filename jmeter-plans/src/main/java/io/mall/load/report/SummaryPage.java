package io.mall.load.report;

import io.mall.load.judge.Check;
import io.mall.load.measure.Figures;
import io.mall.load.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One page for people, {@code summary.html}: it loads nothing from anywhere. */
public final class SummaryPage {
  private static final String STYLE =
      """
      body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:1120px;padding:0 1em;color:#222}
      h1{margin:0 0 .2em;font-size:1.5em}h2{font-size:1.1em;margin:1.6em 0 .4em}
      .verdict{display:inline-block;padding:.3em .8em;border-radius:.3em;color:#fff;font-weight:600}
      .c0{background:#3d8b40}.c1{background:#b3541e}.c4{background:#a4161a}.c5{background:#6c757d}
      table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
      th,td{text-align:left;padding:.2em .7em .2em 0;border-bottom:1px solid #e5e5e5;vertical-align:top}
      th{font-weight:600;color:#555}.num td:not(:first-child),.num th:not(:first-child){text-align:right}
      td:first-child{white-space:nowrap}
      .KEPT td:first-child{color:#3d8b40}.MISSED td{color:#a4161a;font-weight:600}.TOLD td{color:#777}
      .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(440px,1fr));gap:1em}
      figure{margin:0}figcaption{color:#444}svg{width:100%;height:auto}
      .legend{float:right;font-size:.85em}.legend span{margin-left:1em}
      .legend i{display:inline-block;width:.9em;height:.25em;margin-right:.35em;vertical-align:middle}
      .facts{color:#555;font-size:.92em}
      """;

  private SummaryPage() {}

  public static String of(Report report) {
    StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head>");
    page.append("<meta charset=\"utf-8\"><title>").append(Html.text(report.plan()));
    page.append("</title>\n<style>\n").append(STYLE).append("</style></head><body>\n");
    page.append("<h1>").append(Html.text(report.plan())).append("</h1>\n<p class=\"verdict c");
    page.append(report.verdict().code()).append("\">");
    page.append(Html.text(report.verdict().words())).append("</p>\n<p class=\"facts\">");
    List<String> facts = new ArrayList<>();
    report.conditions().forEach(each -> facts.add(Html.text(each.name() + " " + each.value())));
    page.append(String.join(" &middot; ", facts)).append("</p>\n");
    checks(report, page);
    figures(report.facts().measurement(), page);
    page.append("<h2>Over the time</h2>\n<div class=\"charts\">\n");
    SummaryCharts.of(report).forEach(chart -> page.append(chart.html()));
    page.append("</div>\n");
    failures(report.facts().measurement(), page);
    return page.append("</body></html>\n").toString();
  }

  private static void checks(Report report, StringBuilder page) {
    page.append("<h2>Asked and got</h2>\n<table>").append(Html.head("", "what", "wanted", "got"));
    for (Check check : report.verdict().checks()) {
      String mark =
          switch (check.outcome()) {
            case KEPT -> "kept";
            case MISSED -> "missed";
            case TOLD -> "not judged";
          };
      page.append(
          Html.row(mark, check.what(), check.wanted(), check.got())
              .replaceFirst("<tr>", "<tr class=\"" + check.outcome() + "\">"));
    }
    page.append("</table>\n");
  }

  private static void figures(Measurement measured, StringBuilder page) {
    page.append("<h2>Answers within, in ms: corrected (as measured)</h2>\n<table class=\"num\">");
    page.append(
        Html.head("request", "count", "per s", "errors", "p50", "p95", "p99", "p99.9", "longest"));
    measured.labels().forEach(each -> page.append(row(each, measured)));
    if (measured.labels().size() > 1) {
      page.append(row(measured.all(), measured));
    }
    page.append("</table>\n");
  }

  private static String row(Figures figures, Measurement measured) {
    return Html.row(
        figures.label(),
        String.format(Locale.ROOT, "%,d", figures.count()),
        String.format(Locale.ROOT, "%,.1f", figures.count() / measured.window().seconds()),
        Long.toString(figures.errors()),
        both(figures, 50),
        both(figures, 95),
        both(figures, 99),
        both(figures, 99.9),
        Long.toString(figures.longest()));
  }

  private static String both(Figures figures, double percentile) {
    return figures.corrected(percentile) + " (" + figures.measured(percentile) + ")";
  }

  private static void failures(Measurement measured, StringBuilder page) {
    if (measured.failures().isEmpty()) {
      return;
    }
    page.append("<h2>What failed</h2>\n<table>").append(Html.head("times", "how"));
    for (Map.Entry<String, Long> each : measured.failures().entrySet()) {
      page.append(Html.row(each.getValue().toString(), each.getKey()));
    }
    page.append("</table>\n");
  }
}

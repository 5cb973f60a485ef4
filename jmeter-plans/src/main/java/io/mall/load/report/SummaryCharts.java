package io.mall.load.report;

import io.mall.load.measure.Point;
import io.mall.load.shop.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What happened over the time of a run: to the clients, the machine and the shop. */
final class SummaryCharts {
  private SummaryCharts() {}

  static List<Chart> of(Report report) {
    List<Point> points = report.facts().measurement().points();
    List<Double> seconds = points.stream().map(point -> (double) point.second()).toList();
    List<Moment> moments = report.moments();
    long from = report.facts().measurement().window().from();
    List<Double> times = moments.stream().map(moment -> (moment.time() - from) / 1000.0).toList();
    double until = report.facts().measurement().window().seconds();
    Scale scale = new Scale(0, until, "s");
    List<Chart> charts = new ArrayList<>();
    charts.add(
        new Chart(
            "Percentiles, corrected",
            "ms",
            scale,
            seconds,
            List.of(
                line("p99", points, Point::p99),
                line("p95", points, Point::p95),
                line("p50", points, Point::p50))));
    charts.add(
        new Chart(
            "Rate and errors",
            "per s",
            scale,
            seconds,
            List.of(line("answers", points, Point::rate), line("errors", points, Point::errors))));
    int cores = report.facts().cores();
    charts.add(
        new Chart(
            "CPU",
            "cores of " + cores,
            scale,
            times,
            List.of(
                line("machine", moments, moment -> moment.machine() * cores),
                line("generator", moments, Moment::generatorCores),
                line("shop", moments, moment -> shop(moment, look -> look.cpu() * cores)))));
    charts.add(
        new Chart(
            "Connection pools",
            "connections",
            scale,
            times,
            List.of(
                line("in use", moments, moment -> shop(moment, Metrics.Look::connections)),
                line("waited for", moments, moment -> shop(moment, Metrics.Look::waiting)))));
    charts.add(
        new Chart(
            "Caches",
            Chart.PERCENT,
            scale,
            times,
            List.of(
                hits("ready answers", moments, Metrics.Look::ready),
                hits("in memory", moments, Metrics.Look::memory),
                hits("in Redis", moments, Metrics.Look::shared))));
    charts.add(
        new Chart(
            "Heap of the shop",
            "MB",
            scale,
            times,
            List.of(line("in use", moments, moment -> shop(moment, look -> look.heap() / 1e6)))));
    return charts;
  }

  /** Of the reads since the look before; none where nobody read. */
  private static Chart.Line hits(
      String name, List<Moment> moments, Function<Metrics.Look, Metrics.Reads> reads) {
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < moments.size(); i++) {
      double share = Double.NaN;
      if (i > 0) {
        double hits = rise(moments, i, look -> reads.apply(look).hits());
        double all = rise(moments, i, look -> reads.apply(look).all());
        share = all > 0 ? 100 * hits / all : Double.NaN;
      }
      shares.add(share);
    }
    return new Chart.Line(name, shares);
  }

  private static double rise(List<Moment> moments, int i, ToDoubleFunction<Metrics.Look> figure) {
    return shop(moments.get(i), figure) - shop(moments.get(i - 1), figure);
  }

  private static double shop(Moment moment, ToDoubleFunction<Metrics.Look> figure) {
    return moment.shop().map(figure::applyAsDouble).orElse(Double.NaN);
  }

  private static <T> Chart.Line line(String name, List<T> steps, ToDoubleFunction<T> figure) {
    return new Chart.Line(name, steps.stream().map(figure::applyAsDouble).toList());
  }
}

package io.mall.load.measure;

import io.mall.load.jmeter.Sample;
import io.mall.load.jmeter.Samples;
import io.mall.load.plan.Load.Course;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What the samples of a run say.
 *
 * @param slip share by which the generator fell behind its schedule
 * @param threads of the generator that asked for something, over the whole run
 * @param failures how often each way of failing was met, the most frequent first
 * @param answers how often each label was answered with each code, over the whole run
 */
public record Measurement(
    Window window,
    Figures all,
    List<Figures> labels,
    List<Point> points,
    double slip,
    int threads,
    Map<String, Long> failures,
    Map<String, Long> answers) {

  private static final int POINTS = 300;

  /**
   * Reads a JTL file.
   *
   * @param due when the arrivals of an open model were due after the start; else empty
   * @param think the least that users of a closed model think, in milliseconds
   */
  public static Measurement of(Path jtl, Course course, Optional<long[]> due, long think)
      throws IOException {
    List<Sample> samples = new ArrayList<>();
    Samples.read(jtl, (sample, line) -> samples.add(sample));
    return of(samples, course, due, think);
  }

  static Measurement of(List<Sample> samples, Course course, Optional<long[]> due, long think) {
    List<Sample> ordered = new ArrayList<>(samples);
    ordered.sort(Comparator.comparingLong(Sample::start));
    if (due.isPresent()) {
      Arrivals arrivals = Arrivals.of(ordered, due.get());
      Window window = Window.of(ordered.isEmpty() ? 0 : arrivals.start(), course);
      IdentityHashMap<Sample, Long> late = new IdentityHashMap<>();
      arrivals.firsts().forEach(first -> late.put(first.sample(), first.late()));
      double slip = ordered.isEmpty() ? 0 : Slip.ofArrivals(arrivals.firsts(), arrivals, window);
      return of(ordered, window, new Correction(late, Map.of()), slip);
    }
    Window window = Window.of(ordered.isEmpty() ? 0 : ordered.getFirst().start(), course);
    Correction correction = new Correction(new IdentityHashMap<>(), intervals(ordered, window));
    return of(ordered, window, correction, Slip.ofUsers(ordered, window, think));
  }

  /** How late a sample began, and how often a user makes such a request when nothing is wrong. */
  private record Correction(IdentityHashMap<Sample, Long> late, Map<String, Long> intervals) {
    long fromDue(Sample sample) {
      return sample.elapsed() + late.getOrDefault(sample, 0L);
    }

    long interval(Sample sample) {
      return intervals.getOrDefault(sample.label(), 0L);
    }
  }

  private static Measurement of(
      List<Sample> ordered, Window window, Correction correction, double slip) {
    Figures all = new Figures("all");
    Map<String, Figures> labels = new TreeMap<>();
    Map<String, Long> failures = new HashMap<>();
    Map<String, Long> answers = new TreeMap<>();
    List<Sample> counted = new ArrayList<>();
    for (Sample sample : ordered) {
      answers.merge(sample.label() + " " + sample.code(), 1L, Long::sum);
      long due = sample.start() - (correction.fromDue(sample) - sample.elapsed());
      if (window.holds(due)) {
        counted.add(sample);
        long interval = correction.interval(sample);
        long late = correction.fromDue(sample);
        all.add(sample.elapsed(), late, interval, sample.success());
        labels
            .computeIfAbsent(sample.label(), Figures::new)
            .add(sample.elapsed(), late, interval, sample.success());
        if (!sample.success()) {
          failures.merge(cause(sample), 1L, Long::sum);
        }
      }
    }
    return new Measurement(
        window,
        all,
        List.copyOf(labels.values()),
        points(counted, window, correction),
        slip,
        (int) ordered.stream().map(Sample::thread).distinct().count(),
        mostFirst(failures),
        answers);
  }

  /** Requests per second that were answered rightly. */
  public double throughput() {
    return (all.count() - all.errors()) / window.seconds();
  }

  /** The figures of a label, if there were such requests. */
  public Optional<Figures> label(String name) {
    return labels.stream().filter(each -> each.label().equals(name)).findFirst();
  }

  /** The figures of a request that nobody made. */
  public static Figures nothing(String label) {
    return new Figures(label);
  }

  /** The median time from one request of a user to the next of its kind. */
  private static Map<String, Long> intervals(List<Sample> ordered, Window window) {
    Map<String, Long> last = new HashMap<>();
    Map<String, Histogram> between = new HashMap<>();
    for (Sample sample : ordered) {
      Long before = last.put(sample.thread() + "/" + sample.label(), sample.start());
      if (before != null && window.holds(sample.start())) {
        between
            .computeIfAbsent(sample.label(), label -> new Histogram(2))
            .recordValue(sample.start() - before);
      }
    }
    Map<String, Long> medians = new HashMap<>();
    between.forEach(
        (label, times) -> medians.put(label, Math.max(1, times.getValueAtPercentile(50))));
    return medians;
  }

  private static List<Point> points(List<Sample> counted, Window window, Correction correction) {
    long width = Math.max(1, (long) Math.ceil(window.seconds() / POINTS));
    Map<Long, Figures> steps = new TreeMap<>();
    for (Sample sample : counted) {
      long step = Math.max(0, (sample.start() - window.from()) / 1000 / width);
      steps
          .computeIfAbsent(step, any -> new Figures("step"))
          .add(
              sample.elapsed(),
              correction.fromDue(sample),
              correction.interval(sample),
              sample.success());
    }
    List<Point> points = new ArrayList<>();
    long count = (long) Math.ceil(window.seconds() / width);
    for (long step = 0; step < count; step++) {
      Figures here = steps.getOrDefault(step, new Figures("none"));
      points.add(
          new Point(
              step * width,
              (double) here.count() / width,
              (double) here.errors() / width,
              here.corrected(50),
              here.corrected(95),
              here.corrected(99)));
    }
    return points;
  }

  private static String cause(Sample sample) {
    String failure = sample.failure().lines().findFirst().orElse("");
    String text = failure.isEmpty() ? "" : ", " + failure;
    return sample.label() + ": " + sample.code() + text.substring(0, Math.min(120, text.length()));
  }

  private static Map<String, Long> mostFirst(Map<String, Long> counts) {
    Map<String, Long> ordered = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(10)
        .forEach(each -> ordered.put(each.getKey(), each.getValue()));
    return ordered;
  }
}

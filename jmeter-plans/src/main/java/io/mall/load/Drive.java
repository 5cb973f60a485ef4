package io.mall.load;

import io.mall.load.jmeter.JMeter;
import io.mall.load.jmeter.Sample;
import io.mall.load.jmeter.Tail;
import io.mall.load.judge.Facts;
import io.mall.load.measure.Measurement;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.Load.Open;
import io.mall.load.plan.Plan;
import io.mall.load.report.Moment;
import io.mall.load.shop.Metrics;
import io.mall.load.shop.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of JMeter against one shop, watched every second. */
final class Drive {
  /** JMeter's own start and the last answers. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private final JMeter jmeter;
  private final Live live;

  Drive(JMeter jmeter, Live live) {
    this.jmeter = jmeter;
    this.live = live;
  }

  /**
   * What to run.
   *
   * @param properties further ones for JMeter, which win
   * @param folder for what JMeter writes
   */
  record Job(
      Plan plan,
      Course course,
      Target target,
      Path data,
      Map<String, String> properties,
      Path folder) {

    /** The least that users think, in milliseconds; 0 when they never pause. */
    long think() {
      return plan.think(properties);
    }

    boolean paced() {
      return course.load() instanceof Open || think() > 0;
    }

    private Optional<long[]> due() {
      return course.load() instanceof Open open
          ? Optional.of(plan.schedule(open, course).arrivals())
          : Optional.empty();
    }

    private Map<String, String> all() {
      Map<String, String> all = new LinkedHashMap<>(plan.properties(course));
      all.put("protocol", target.base().getScheme());
      all.put("host", target.base().getHost());
      all.put("port", Integer.toString(target.port()));
      all.put("data", data.toAbsolutePath().toString());
      all.putAll(properties);
      return all;
    }
  }

  /** What was seen: by JMeter, of JMeter, of the machine and the shop. */
  record Driven(Measurement measurement, Facts.Generator generator, List<Moment> moments) {}

  /** Runs it to the end. */
  Driven run(Job job) throws IOException {
    return run(job, () -> {});
  }

  /**
   * Runs it to the end.
   *
   * @param warm is called once, when the warm-up is over
   */
  Driven run(Job job, Runnable warm) throws IOException {
    Files.createDirectories(job.folder());
    Path samples = job.folder().resolve("samples.jtl");
    Files.deleteIfExists(samples);
    List<Moment> moments = new ArrayList<>();
    long deadline = System.nanoTime() + job.course().total().plus(GRACE).toNanos();
    try (JMeter.Run run = jmeter.start(job.plan().file(), job.all(), samples)) {
      Watcher watcher = new Watcher(run, new Metrics(job.target()));
      Tail tail = new Tail(samples);
      Start start = new Start(job.course().warmUp(), warm);
      while (!run.ended(Duration.ofSeconds(1))) {
        List<Sample> fresh = tail.read();
        start.second(fresh);
        moments.add(watcher.look());
        live.second(fresh);
        if (System.nanoTime() > deadline) {
          throw new LoadException("JMeter does not end: see " + job.folder());
        }
      }
      live.end();
      if (!Files.exists(samples)) {
        throw new LoadException("JMeter wrote no samples:\n" + run.lastWords());
      }
      if (run.exitStatus() != 0) {
        throw new LoadException(
            "JMeter ended before its time with exit code %d: see %s%n%s"
                .formatted(run.exitStatus(), job.folder(), run.lastWords()));
      }
    }
    Measurement measurement = Measurement.of(samples, job.course(), job.due(), job.think());
    List<Moment> during =
        moments.stream().filter(moment -> measurement.window().holds(moment.time())).toList();
    return new Driven(measurement, generator(during), during);
  }

  private static Facts.Generator generator(List<Moment> during) {
    double cpu = during.stream().mapToDouble(Moment::generatorCores).average().orElse(0);
    double machine =
        during.stream()
            .mapToDouble(Moment::machine)
            .filter(value -> !Double.isNaN(value))
            .average()
            .orElse(Double.NaN);
    return new Facts.Generator(cpu, machine);
  }

  /** Knows when the warm-up is over. */
  private static final class Start {
    private final Duration warmUp;
    private final Runnable then;
    private long first = Long.MAX_VALUE;
    private boolean over;

    Start(Duration warmUp, Runnable then) {
      this.warmUp = warmUp;
      this.then = then;
    }

    void second(List<Sample> fresh) {
      for (Sample sample : fresh) {
        first = Math.min(first, sample.start());
      }
      if (!over && System.currentTimeMillis() - warmUp.toMillis() >= first) {
        over = true;
        then.run();
      }
    }
  }

  /** Looks at everything but the answers. */
  private static final class Watcher {
    private final JMeter.Run run;
    private final Metrics metrics;
    private Duration cpu = Duration.ZERO;
    private long at = System.nanoTime();

    Watcher(JMeter.Run run, Metrics metrics) {
      this.run = run;
      this.metrics = metrics;
    }

    Moment look() {
      Optional<Metrics.Look> shop = metrics.look();
      long now = System.nanoTime();
      Duration used = run.cpu();
      double cores = Math.max(0, (double) used.minus(cpu).toNanos() / (now - at));
      cpu = used;
      at = now;
      return new Moment(System.currentTimeMillis(), Machine.busy(), cores, shop);
    }
  }
}

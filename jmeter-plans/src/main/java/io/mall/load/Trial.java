package io.mall.load;

import io.mall.load.jmeter.JMeter;
import io.mall.load.judge.Facts;
import io.mall.load.judge.Growth;
import io.mall.load.judge.Objectives;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.Plan;
import io.mall.load.report.Report;
import io.mall.load.shop.DataFiles;
import io.mall.load.shop.Finding;
import io.mall.load.shop.Sale;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A plan against a shop, from the data files to the verdict. */
final class Trial {
  private final Path root;
  private final JMeter jmeter;
  private final Objectives objectives;
  private final PrintStream console;

  Trial(Path root, JMeter jmeter, Objectives objectives, PrintStream console) {
    this.root = root;
    this.jmeter = jmeter;
    this.objectives = objectives;
    this.console = console;
  }

  Report run(Site site, Plan plan, Course course, Map<String, String> properties, Path folder)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    new DataFiles(site.api(), data).write(List.of(plan.file()));
    try (Sale sale = plan.stock().map(pieces -> Sale.of(site.api(), data, pieces)).orElse(null)) {
      Drive.Job job = new Drive.Job(plan, course, site.target(), data, properties, folder);
      return run(site, job, Optional.ofNullable(sale));
    }
  }

  private Report run(Site site, Drive.Job job, Optional<Sale> sale)
      throws IOException, InterruptedException {
    Plan plan = job.plan();
    Course course = job.course();
    Site.Before before = site.before();
    console.printf(
        "%s: %s at %s for %d s after %d s of warm-up%n",
        plan.name(),
        course.load(),
        site.target().base(),
        course.measured().toSeconds(),
        course.warmUp().toSeconds());
    Drive drive = new Drive(jmeter, new Live(console, terminal()));
    Drive.Driven driven = drive.run(job, () -> sale.ifPresent(Sale::begin));
    console.println("  checking the books");
    Optional<Sale.Outcome> sold = sale.map(Sale::outcome);
    List<Finding> findings = site.audit(before, answers(driven, sale), job.data());
    Facts facts =
        new Facts(
            plan.name(),
            driven.measurement(),
            driven.generator(),
            Growth.of(driven.moments().stream().flatMap(each -> each.shop().stream()).toList()),
            findings,
            job.paced(),
            plan.users(course),
            sold,
            Machine.cores(),
            site.own());
    return new Report(
        plan.name(),
        Conditions.of(root, job, site),
        facts,
        objectives.judge(facts),
        driven.moments());
  }

  /** What the plan was answered, and what we were ourselves meanwhile. */
  private static Map<String, Long> answers(Drive.Driven driven, Optional<Sale> sale) {
    Map<String, Long> answers = new TreeMap<>(driven.measurement().answers());
    sale.ifPresent(
        each -> each.answers().forEach((label, n) -> answers.merge(label, n, Long::sum)));
    return answers;
  }

  private static boolean terminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}

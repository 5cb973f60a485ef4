package io.mall.load;

import io.mall.load.jmeter.JMeter;
import io.mall.load.judge.Check;
import io.mall.load.judge.Objectives;
import io.mall.load.judge.Verdict;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.Plan;
import io.mall.load.plan.Plans;
import io.mall.load.report.Report;
import io.mall.load.report.ResultJson;
import io.mall.load.report.SummaryPage;
import io.mall.load.shop.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A load test with a verdict. */
@Command(
    name = "jmeter-plans/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a JMeter plan against the shop and says whether it kept to what slo.yaml asks, and"
          + " whether the shop's books are right afterwards.",
      "Without --target it starts the local cluster and the shop for this run. Plans: browse,"
          + " checkout, flash-sale, stages, soak, spike, and the baseline cases stock-deduction,"
          + " cart-update, order-create, mixed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:passed",
      "1:an objective was missed, or too few samples",
      "2:wrong usage",
      "3:could not run",
      "4:the shop's books are wrong",
      "5:the generator was the limit, so the figures say nothing"
    },
    subcommands = {
      CompareCommand.class,
      BaselineCommand.class,
      DataCommand.class,
      EditCommand.class
    })
final class RunCommand implements Callable<Integer> {
  private static final String ALL = "all";

  // Optional to the parser, which would ask the other commands for it too.
  @Parameters(
      paramLabel = "PLAN",
      arity = "0..1",
      description = "Name of a file of jmeter-plans, without .jmx; all: one after the other.")
  private String name = "";

  @Mixin private final LoadOptions load = new LoadOptions();

  @Mixin private final TargetOptions where = new TargetOptions();

  @Option(
      names = "--slo",
      paramLabel = "FILE",
      description = "What to judge by (default: jmeter-plans/slo.yaml).")
  private @Nullable Path slo;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write (default: a new folder in jmeter-plans/target/results).")
  private @Nullable Path out;

  @Option(names = "--json", description = "The result as the last line of the output.")
  private boolean json;

  @Option(names = "--no-dashboard", description = "Leaves JMeter's own pages out.")
  private boolean noDashboard;

  @Mixin private final PlanProperties properties = new PlanProperties();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintStream console = System.out;
    Path root = Main.root();
    Plans plans = Plans.of(root);
    List<Plan> chosen =
        (name.equals(ALL) ? plans.names() : List.of(name))
            .stream().map(each -> LoadOptions.plan(plans, each, spec)).toList();
    Map<String, String> given = properties.checked(chosen, spec);
    List<Planned> all =
        chosen.stream().map(plan -> new Planned(plan, load.course(plan, spec), given)).toList();
    Objectives objectives =
        Objectives.read(slo == null ? root.resolve("jmeter-plans/slo.yaml") : slo, plans.names());
    Optional<Target> there = where.target(spec);
    JMeter jmeter = JMeter.find(root, "1g");
    Path folder = Results.folder(root, name, out);
    try (Site site = where.open(there, root, console)) {
      Trial trial = new Trial(root, jmeter, objectives, console);
      if (!name.equals(ALL)) {
        return run(trial, site, all.getFirst(), folder, jmeter).code();
      }
      Series series = new Series();
      for (Planned each : all) {
        Path own = folder.resolve(each.plan().name());
        series.add(each.plan().name(), () -> run(trial, site, each, own, jmeter));
      }
      return series.told(console);
    }
  }

  private record Planned(Plan plan, Course course, Map<String, String> properties) {}

  private Verdict run(Trial trial, Site site, Planned planned, Path folder, JMeter jmeter)
      throws IOException, InterruptedException {
    Results.clear(folder);
    Report report = trial.run(site, planned.plan(), planned.course(), planned.properties(), folder);
    write(report, jmeter, folder, System.out);
    return report.verdict();
  }

  private void write(Report report, JMeter jmeter, Path folder, PrintStream console)
      throws IOException {
    String result = ResultJson.of(report);
    Files.writeString(folder.resolve(Results.JSON), result + "\n");
    Files.writeString(folder.resolve(Results.PAGE), SummaryPage.of(report));
    if (!noDashboard && report.facts().measurement().all().count() > 0) {
      Path measured = Measured.copy(folder, report.facts().measurement().window());
      jmeter.dashboard(measured, folder.resolve(Results.DASHBOARD));
    }
    tell(report.verdict(), console);
    console.println("  " + folder.resolve(Results.PAGE));
    if (json) {
      console.println(result);
    }
  }

  private static void tell(Verdict verdict, PrintStream console) {
    for (Check check : verdict.checks()) {
      String mark =
          switch (check.outcome()) {
            case KEPT -> "ok    ";
            case MISSED -> "MISSED";
            case TOLD -> "-     ";
          };
      console.printf(
          Locale.ROOT,
          "  %s  %s: %s (%s)%n",
          mark,
          check.what(),
          check.got(),
          check.outcome() == Check.Outcome.TOLD ? "not judged: " + check.wanted() : check.wanted());
    }
    console.println(verdict.words());
  }
}

package io.mall.load.judge;

import io.mall.load.judge.Check.Kind;
import io.mall.load.judge.Check.Outcome;
import io.mall.load.measure.Figures;
import io.mall.load.measure.Measurement;
import io.mall.load.plan.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What {@code slo.yaml} asks of a run. */
public final class Objectives {
  private static final Set<String> SECTIONS = Set.of("defaults", "plans", "small-machine");
  private static final Set<String> KEYS =
      Set.of("latency", "throughput", "errors", "samples", "slip", "growth", "sold");
  private static final Set<String> PERCENTILES = Set.of("p50", "p95", "p99", "p99.9");

  private final Settings root;

  private Objectives(Settings root) {
    this.root = root;
  }

  public static Objectives read(Path file) {
    return new Objectives(Settings.read(file).only(SECTIONS));
  }

  /** Holds a run against them. */
  public Verdict judge(Facts facts) {
    Settings plan = root.child("plans").child(facts.plan()).only(KEYS);
    Settings small = root.child("small-machine");
    Settings overlay = small.child("plans").child(facts.plan()).only(KEYS);
    boolean overlaid = facts.own() && small.has("cores") && facts.cores() <= small.integer("cores");
    Settings judged = (overlaid ? overlay.or(plan) : plan).or(root.child("defaults").only(KEYS));

    List<Check> checks = new ArrayList<>();
    truth(facts, checks);
    answers(facts.measurement(), judged, checks);
    generator(facts, judged, checks);
    throughput(facts, judged, !facts.paced(), checks);
    latency(facts, judged, facts.paced(), checks);
    sold(facts, judged, checks);
    growth(facts.growth(), judged, checks);
    if (overlaid) {
      told(facts, plan, overlay, checks);
    }
    return new Verdict(checks);
  }

  private static void truth(Facts facts, List<Check> checks) {
    facts
        .findings()
        .forEach(
            finding ->
                checks.add(
                    new Check(
                        Kind.TRUTH,
                        finding.rule(),
                        "always",
                        finding.detail(),
                        finding.holds() ? Outcome.KEPT : Outcome.MISSED)));
  }

  private static void answers(Measurement measured, Settings judged, List<Check> checks) {
    Figures all = measured.all();
    int least = Math.max(1, judged.integer("samples"));
    checks.add(
        new Check(
            Kind.ANSWERS,
            "samples",
            "at least " + least,
            Long.toString(all.count()),
            kept(all.count() >= least)));
    double most = judged.share("errors");
    checks.add(
        new Check(
            Kind.ANSWERS,
            "errors",
            "at most " + percent(most),
            percent(all.errorShare()) + " (" + all.errors() + ")",
            kept(all.errorShare() <= most)));
  }

  private static void generator(Facts facts, Settings judged, List<Check> checks) {
    double slip = facts.measurement().slip();
    double most = judged.share("slip");
    checks.add(
        new Check(
            Kind.GENERATOR,
            "schedule slip",
            "at most " + percent(most),
            percent(slip),
            kept(slip <= most)));
    if (facts.users() > 0) {
      int came = facts.measurement().threads();
      checks.add(
          new Check(
              Kind.GENERATOR,
              "users that came",
              "all " + facts.users(),
              Integer.toString(came),
              kept(came >= facts.users())));
    }
    Facts.Generator generator = facts.generator();
    checks.add(
        new Check(
            Kind.GENERATOR,
            "the generator has CPU to spare",
            "not over half of a busy machine",
            String.format(
                Locale.ROOT,
                "%.2f of %d cores, machine %.0f %% busy",
                generator.cpu(),
                facts.cores(),
                generator.machine() * 100),
            kept(!generator.saturated(facts.cores()))));
  }

  private static void throughput(Facts facts, Settings judged, boolean count, List<Check> checks) {
    if (judged.has("throughput")) {
      double least = judged.rate("throughput");
      double got = facts.measurement().throughput();
      checks.add(
          new Check(
              Kind.OBJECTIVE,
              "throughput",
              String.format(Locale.ROOT, "at least %,.0f/s", least),
              String.format(Locale.ROOT, "%,.0f/s", got),
              count ? kept(got >= least) : Outcome.TOLD));
    }
  }

  private static void latency(Facts facts, Settings judged, boolean count, List<Check> checks) {
    Settings latency = judged.child("latency");
    for (String label : latency.names()) {
      Settings limits = latency.child(label).only(PERCENTILES);
      Figures figures =
          facts.measurement().label(label).orElseGet(() -> Measurement.nothing(label));
      for (String name : limits.names()) {
        Duration most = limits.duration(name);
        double percentile = Double.parseDouble(name.substring(1));
        long got = figures.corrected(percentile);
        boolean kept = figures.count() > 0 && got <= most.toMillis();
        checks.add(
            new Check(
                Kind.OBJECTIVE,
                label + " " + name,
                "within " + most.toMillis() + " ms",
                figures.count() == 0 ? "no such request" : got + " ms",
                count ? kept(kept) : Outcome.TOLD));
      }
    }
  }

  private static void sold(Facts facts, Settings judged, List<Check> checks) {
    if (judged.has("sold")) {
      double least = judged.share("sold");
      checks.add(
          new Check(
              Kind.OBJECTIVE,
              "pieces on sale that were sold",
              "at least " + percent(least),
              facts
                  .sale()
                  .map(sale -> sale.offered() - sale.left() + " of " + sale.offered())
                  .orElse("nothing was on sale"),
              kept(facts.sale().map(sale -> sale.sold() >= least).orElse(false))));
    }
  }

  private static void growth(Growth growth, Settings judged, List<Check> checks) {
    if (judged.has("growth")) {
      double most = judged.share("growth");
      checks.add(growth("heap of the shop grew", growth.heap(), most));
      checks.add(growth("threads of the shop grew", growth.threads(), most));
    }
  }

  private static Check growth(String what, double got, double most) {
    boolean known = !Double.isNaN(got);
    return new Check(
        Kind.OBJECTIVE,
        what,
        "at most " + percent(most),
        known ? percent(got) : "no metrics",
        known ? kept(got <= most) : Outcome.MISSED);
  }

  /** The figures whose place others take here. */
  private static void told(Facts facts, Settings plan, Settings overlay, List<Check> checks) {
    if (overlay.has("throughput")) {
      throughput(facts, plan, false, checks);
    }
    if (overlay.has("latency")) {
      latency(facts, plan, false, checks);
    }
  }

  private static Outcome kept(boolean kept) {
    return kept ? Outcome.KEPT : Outcome.MISSED;
  }

  private static String percent(double share) {
    return share == 0 ? "0 %" : String.format(Locale.ROOT, "%.2f %%", share * 100);
  }
}

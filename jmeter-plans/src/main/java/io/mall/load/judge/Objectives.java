package io.mall.load.judge;

import io.mall.load.judge.Check.Kind;
import io.mall.load.judge.Check.Outcome;
import io.mall.load.measure.Figures;
import io.mall.load.measure.Measurement;
import io.mall.load.plan.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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

  /**
   * Reads them all, so that what is wrong is told before a run and not after it.
   *
   * @param plans that there are
   */
  public static Objectives read(Path file, Collection<String> plans) {
    Settings root = Settings.read(file).only(SECTIONS);
    check(root.child("defaults"));
    Settings small = root.child("small-machine").only(Set.of("cores", "plans"));
    if (small.has("cores")) {
      small.integer("cores");
    }
    for (Settings section : List.of(root, small)) {
      Settings each = section.child("plans").only(Set.copyOf(plans));
      each.names().forEach(name -> check(each.child(name)));
    }
    return new Objectives(root);
  }

  /** Reads each value; one that cannot be read fails. */
  private static void check(Settings settings) {
    for (String key : settings.only(KEYS).names()) {
      switch (key) {
        case "latency" -> {
          Settings latency = settings.child(key);
          for (String label : latency.names()) {
            Settings limits = latency.child(label).only(PERCENTILES);
            limits.names().forEach(limits::duration);
          }
        }
        case "throughput" -> settings.rate(key);
        case "samples" -> settings.integer(key);
        default -> settings.share(key);
      }
    }
  }

  /** Holds a run against them. */
  public Verdict judge(Facts facts) {
    Settings plan = root.child("plans").child(facts.plan());
    Settings small = root.child("small-machine");
    Settings overlay = small.child("plans").child(facts.plan());
    boolean overlaid = facts.own() && small.has("cores") && facts.cores() <= small.integer("cores");
    Settings judged = (overlaid ? overlay.or(plan) : plan).or(root.child("defaults"));

    List<Check> checks = new ArrayList<>(Validity.checks(facts, judged));
    throughput(facts, judged, !facts.paced(), checks);
    latency(facts, judged, facts.paced(), checks);
    sold(facts, judged, checks);
    growth(facts.growth(), judged, checks);
    if (overlaid) {
      told(facts, plan, overlay, checks);
    }
    return new Verdict(checks);
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
              count ? Outcome.of(got >= least) : Outcome.TOLD));
    }
  }

  private static void latency(Facts facts, Settings judged, boolean count, List<Check> checks) {
    Settings latency = judged.child("latency");
    for (String label : latency.names()) {
      Settings limits = latency.child(label);
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
                count ? Outcome.of(kept) : Outcome.TOLD));
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
              "at least " + Check.percent(least),
              facts
                  .sale()
                  .map(sale -> sale.offered() - sale.left() + " of " + sale.offered())
                  .orElse("nothing was on sale"),
              Outcome.of(facts.sale().map(sale -> sale.sold() >= least).orElse(false))));
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
        "at most " + Check.percent(most),
        known ? Check.percent(got) : "no metrics",
        known ? Outcome.of(got <= most) : Outcome.MISSED);
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
}

package io.mall.load.judge;

import io.mall.load.judge.Check.Kind;
import io.mall.load.judge.Check.Outcome;
import io.mall.load.measure.Figures;
import io.mall.load.measure.Measurement;
import io.mall.load.plan.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the figures of a run mean anything: right books, right answers, a generator in time. */
final class Validity {
  private Validity() {}

  static List<Check> checks(Facts facts, Settings judged) {
    List<Check> checks = new ArrayList<>();
    truth(facts, checks);
    answers(facts.measurement(), judged, checks);
    generator(facts, judged, checks);
    return checks;
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
            Outcome.of(all.count() >= least)));
    double most = judged.share("errors");
    checks.add(
        new Check(
            Kind.ANSWERS,
            "errors",
            "at most " + Check.percent(most),
            Check.percent(all.errorShare()) + " (" + all.errors() + ")",
            Outcome.of(all.errorShare() <= most)));
  }

  private static void generator(Facts facts, Settings judged, List<Check> checks) {
    double slip = facts.measurement().slip();
    double most = judged.share("slip");
    checks.add(
        new Check(
            Kind.GENERATOR,
            "schedule slip",
            "at most " + Check.percent(most),
            Check.percent(slip),
            Outcome.of(slip <= most)));
    if (facts.users() > 0) {
      int came = facts.measurement().threads();
      checks.add(
          new Check(
              Kind.GENERATOR,
              "users that came",
              "all " + facts.users(),
              Integer.toString(came),
              Outcome.of(came >= facts.users())));
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
            Outcome.of(!generator.saturated(facts.cores()))));
  }
}

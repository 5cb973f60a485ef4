package io.mall.load.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.load.LoadException;
import io.mall.load.judge.Facts.Generator;
import io.mall.load.measure.Measurement;
import io.mall.load.measure.Window;
import io.mall.load.plan.Load.Closed;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.PlanFile;
import io.mall.load.plan.Plans;
import io.mall.load.plan.Settings;
import io.mall.load.shop.Finding;
import io.mall.load.shop.Metrics;
import io.mall.load.shop.Sale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectivesTest {
  private static final Path ROOT = Path.of(System.getProperty("mall.home"));

  private static final Growth GROWTH = Growth.of(List.of());

  @TempDir private Path folder = Path.of("");

  /** A second of one client's answers, each after so many milliseconds, 200 or another code. */
  private Measurement measured(int elapsed, int count, int failed) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("timeStamp,elapsed,label,responseCode,threadName,success,failureMessage");
    for (int i = 0; i < count; i++) {
      String end = i < failed ? ",503,Users 1-1,false,Test failed" : ",200,Users 1-1,true,";
      lines.add((1_000_000L + (long) i * elapsed) + "," + elapsed + ",GET product" + end);
    }
    Path jtl = Files.write(folder.resolve("samples.jtl"), lines);
    Course course =
        new Course(new Closed(1), Duration.ZERO, Duration.ofMillis((long) elapsed * count + 1));
    return Measurement.of(jtl, course, Optional.empty(), 0);
  }

  private Verdict judged(String slo, Measurement measurement, boolean paced, boolean own)
      throws IOException {
    return judged(slo, measurement, paced, own, new Generator(0.2, 0.5), true);
  }

  private Verdict judged(
      String slo,
      Measurement measurement,
      boolean paced,
      boolean own,
      Generator generator,
      boolean right)
      throws IOException {
    Path file = Files.writeString(folder.resolve("slo.yaml"), slo);
    List<Finding> findings = List.of(new Finding("stock adds up", right, "all groups"));
    return Objectives.read(file, List.of("browse"))
        .judge(
            new Facts(
                "browse",
                measurement,
                generator,
                GROWTH,
                findings,
                paced,
                0,
                Optional.empty(),
                2,
                own));
  }

  private static final String DEFAULTS = "defaults: {errors: 0 %, samples: 10, slip: 5 %}\n";
  private static final String LATENCY =
      DEFAULTS + "plans: {browse: {latency: {GET product: {p50: 5 ms}}}}";
  private static final String THROUGHPUT = DEFAULTS + "plans: {browse: {throughput: 200/s}}";

  @Test
  void aRunThatKeepsEverythingPasses() throws IOException {
    assertThat(judged(LATENCY, measured(5, 50, 0), true, false).code()).isEqualTo(0);
  }

  @Test
  void aSlowRunMisses() throws IOException {
    assertThat(judged(LATENCY, measured(6, 50, 0), true, false).code()).isEqualTo(1);
  }

  @Test
  void noSamplesAreAFailure() throws IOException {
    assertThat(judged(DEFAULTS + "plans: {}", measured(5, 0, 0), true, false).code()).isEqualTo(1);
  }

  @Test
  void oneErrorIsTooMany() throws IOException {
    assertThat(judged(LATENCY, measured(5, 50, 1), true, false).code()).isEqualTo(1);
  }

  @Test
  void wrongBooksAreWorseThanAnythingElse() throws IOException {
    Verdict verdict = judged(LATENCY, measured(6, 50, 1), true, false, new Generator(2, 1), false);
    assertThat(verdict.code()).isEqualTo(4);
  }

  @Test
  void aGeneratorThatWasTheLimitMakesTheFiguresWorthless() throws IOException {
    Verdict verdict =
        judged(LATENCY, measured(6, 50, 0), true, false, new Generator(1.2, 0.99), true);
    assertThat(verdict.code()).isEqualTo(5);
  }

  /** Verdict on a run of so many users that one came of, with so many of 2,000 pieces left. */
  private int code(String slo, int users, long left) throws IOException {
    Path file = Files.writeString(folder.resolve("slo.yaml"), DEFAULTS + slo);
    Facts facts =
        new Facts(
            "browse",
            measured(5, 50, 0),
            new Generator(0.2, 0.5),
            GROWTH,
            List.of(),
            true,
            users,
            left < 0 ? Optional.empty() : Optional.of(new Sale.Outcome(2_000, left)),
            2,
            false);
    return Objectives.read(file, List.of("browse")).judge(facts).code();
  }

  @Test
  void usersWhoNeverCameMakeTheFiguresWorthless() throws IOException {
    assertThat(code("plans: {}", 1, -1)).isEqualTo(0);
    assertThat(code("plans: {}", 2, -1)).isEqualTo(5);
  }

  @Test
  void aSaleThatSendsEverybodyAwayMisses() throws IOException {
    String slo = "plans: {browse: {sold: 100 %}}";
    assertThat(code(slo, 1, 0)).isEqualTo(0);
    assertThat(code(slo, 1, 1)).isEqualTo(1);
    assertThat(code(slo, 1, 2_000)).isEqualTo(1);
    assertThat(code(slo, 1, -1)).as("nothing was on sale").isEqualTo(1);
  }

  @Test
  void clientsWithoutAPauseAreJudgedByThroughputAndOthersByLatency() throws IOException {
    assertThat(judged(LATENCY, measured(6, 50, 0), false, false).code()).isEqualTo(0);
    assertThat(judged(THROUGHPUT, measured(6, 50, 0), false, false).code()).isEqualTo(1);
    assertThat(judged(THROUGHPUT, measured(6, 50, 0), true, false).code()).isEqualTo(0);
  }

  @Test
  void aSmallMachineOfOurOwnHasItsOwnFiguresAndIsToldTheOthers() throws IOException {
    String slo = THROUGHPUT + "\nsmall-machine: {cores: 2, plans: {browse: {throughput: 100/s}}}";
    assertThat(judged(slo, measured(6, 50, 0), false, true).code()).isEqualTo(0);
    assertThat(judged(slo, measured(6, 50, 0), false, true).checks())
        .anyMatch(check -> check.outcome() == Check.Outcome.TOLD && check.wanted().contains("200"));
    assertThat(judged(slo, measured(6, 50, 0), false, false).code()).isEqualTo(1);
  }

  @Test
  void aShopThatGrowsIsFoundAndOneThatBreathesIsNot() {
    List<Metrics.Look> looks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Metrics.Reads none = new Metrics.Reads(0, 0);
      looks.add(new Metrics.Look(0, 0, 0, none, none, none, 100 + i % 5 * 50, 40 + i));
    }
    assertThat(Growth.of(looks).heap()).isZero();
    assertThat(Growth.of(looks).threads()).isEqualTo(0.75);
  }

  @Test
  void withoutMetricsNothingIsSaidToHaveStayedTheSame() throws IOException {
    String slo = DEFAULTS + "plans: {browse: {growth: 20 %}}";
    assertThat(judged(slo, measured(5, 50, 0), true, false).code()).isEqualTo(1);
  }

  @Test
  void whatNobodyReadsIsRefused() {
    assertThatThrownBy(
            () ->
                judged(
                    DEFAULTS + "plans: {browse: {latencies: {}}}", measured(5, 9, 0), true, false))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("latencies");
  }

  @Test
  void whatCannotBeReadIsToldBeforeAnythingRuns() {
    List<String> wrong =
        List.of(
            DEFAULTS + "plans: {brouse: {throughput: 1/s}}",
            DEFAULTS + "plans: {browse: {throughput: fast}}",
            DEFAULTS + "plans: {browse: {latency: {GET product: {p50: 5}}}}",
            DEFAULTS + "plans: {browse: {latency: {GET product: {p51: 5 ms}}}}",
            DEFAULTS + "small-machine: {cores: few}",
            DEFAULTS + "small-machine: {plans: {browse: {sold: all}}}",
            "defaults: {errors: 0 %, samples: ten, slip: 5 %}");
    for (String slo : wrong) {
      assertThatThrownBy(
              () ->
                  Objectives.read(
                      Files.writeString(folder.resolve("slo.yaml"), slo), List.of("browse")))
          .as(slo)
          .isInstanceOf(LoadException.class)
          .hasMessageContaining("slo.yaml");
    }
  }

  @Test
  void theFileOfTheRepositoryNamesPlansAndRequestsThatExist() throws IOException {
    Plans plans = Plans.of(ROOT);
    Settings slo = Settings.read(ROOT.resolve("jmeter-plans/slo.yaml"));
    for (Settings section : List.of(slo, slo.child("small-machine"))) {
      for (String name : section.child("plans").names()) {
        List<String> labels =
            PlanFile.read(plans.plan(name).file()).samplers().stream()
                .map(sampler -> sampler.getAttribute("testname"))
                .toList();
        assertThat(labels)
            .as(name)
            .containsAll(section.child("plans").child(name).child("latency").names());
      }
    }
    Measurement none =
        new Measurement(
            new Window(0, 1000),
            Measurement.nothing("all"),
            List.of(),
            List.of(),
            0,
            0,
            Map.of(),
            Map.of());
    for (String name : plans.names()) {
      Facts facts =
          new Facts(
              name,
              none,
              new Generator(0, 0),
              GROWTH,
              List.of(),
              true,
              0,
              Optional.empty(),
              2,
              true);
      assertThat(
              Objectives.read(ROOT.resolve("jmeter-plans/slo.yaml"), plans.names())
                  .judge(facts)
                  .code())
          .isEqualTo(1);
    }
  }
}

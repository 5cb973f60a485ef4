package io.mall.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.load.judge.Check;
import io.mall.load.judge.Facts;
import io.mall.load.judge.Growth;
import io.mall.load.judge.Verdict;
import io.mall.load.measure.Measurement;
import io.mall.load.measure.Point;
import io.mall.load.measure.Window;
import io.mall.load.report.Report.Condition;
import io.mall.load.shop.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryPageTest {

  private static Report report() {
    Measurement measurement =
        new Measurement(
            new Window(0, 2_000),
            Measurement.nothing("all"),
            List.of(Measurement.nothing("GET product")),
            List.of(new Point(0, 10, 0, 1, 2, 3), new Point(1, 12, 1, 1, 2, 90)),
            0,
            1,
            Map.of("GET product: 500, <b>", 1L),
            Map.of());
    Verdict verdict =
        new Verdict(
            List.of(
                new Check(
                    Check.Kind.OBJECTIVE, "p99", "within 5 ms", "90 ms", Check.Outcome.MISSED)));
    Facts facts =
        new Facts(
            "browse",
            measurement,
            new Facts.Generator(0.1, 0.5),
            Growth.of(List.of()),
            List.of(),
            true,
            0,
            Optional.empty(),
            2,
            true);
    return new Report(
        "browse",
        List.of(new Condition("load", "10 arrivals/s")),
        facts,
        verdict,
        List.of(
            new Moment(500, 0.5, 0.1, Optional.of(look())),
            new Moment(1_500, 0.6, 0.1, Optional.empty())));
  }

  private static Metrics.Look look() {
    Metrics.Reads half = new Metrics.Reads(5, 10);
    return new Metrics.Look(0.2, 1, 0, half, half, half, 1e8, 40);
  }

  @Test
  void thePageLoadsNothingAndRunsNothing() {
    assertThat(SummaryPage.of(report()))
        .contains("<svg", "MISSED", "10 arrivals/s", "90 ms")
        .doesNotContain("src=", "href=", "url(", "<script", "@import");
  }

  @Test
  void whatAShopAnsweredCannotWriteThePage() {
    assertThat(SummaryPage.of(report())).doesNotContain("<b>1").contains("500, &lt;b&gt;");
  }

  @Test
  void theResultIsOneLineOfJson() {
    assertThat(ResultJson.of(report()))
        .startsWith("{\"plan\":\"browse\"")
        .contains("\"code\":1", "\"load\":\"10 arrivals/s\"")
        .doesNotContain("\n");
  }

  @Test
  void scalesReadWell() {
    assertThat(new Scale(0, 30, "s").ticks())
        .containsExactly(0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0);
    assertThat(new Scale(1, 2, "").ticks()).containsExactly(1.0, 2.0);
    assertThat(new Scale(0, 90, "s").ticks()).hasSize(5).endsWith(80.0);
    assertThat(Scale.nice(0)).isEqualTo(1);
    assertThat(Scale.nice(0.9)).isEqualTo(1);
    assertThat(Scale.nice(101)).isEqualTo(120);
    assertThat(Scale.nice(2_000)).isEqualTo(2_000);
  }
}

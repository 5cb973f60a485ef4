package io.mall.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir private Path folder = Path.of("");

  private static Verdict verdict(double perSecond) {
    Peer peer = new Peer("order: Mall", 8, () -> {});
    Result result = new Result(peer, List.of(new Round(perSecond, new Cpu(50, 0, 50), 1, 2)));
    return Verdict.of(result, result, List.of(result), List.of("What it means."));
  }

  private String page() throws IOException {
    return Files.readString(folder.resolve("RESULTS.md"));
  }

  @Test
  void aBenchmarkThatIsMeasuredAgainReplacesItsOwnSectionOnly() throws IOException {
    new Report(folder).add("peers", "the shop", "Here.", verdict(1_000));
    new Report(folder).add("http", "servers", "Here.", verdict(2_000));
    new Report(folder).add("peers", "the shop", "Here.", verdict(3_000));
    assertThat(page())
        .containsSubsequence("## http", "| 2,000 (", "## peers", "| 3,000 (")
        .containsOnlyOnce("## peers")
        .contains("| 10,000 |")
        .doesNotContain("1,000 (");
    assertThat(folder.resolve("peers.svg")).exists();
  }

  @Test
  void oneThatFailsIsNamedAndTheOthersStay() throws IOException {
    Report report = new Report(folder);
    report.add("http", "servers", "Here.", verdict(2_000));
    report.failed("peers", "the shop", "Here.", "exit code 1");
    assertThat(page()).contains("| 2,000 (", "**Could not be measured:** exit code 1.");
  }

  @Test
  void theSamePageComesOutAgain() throws IOException {
    new Report(folder).add("http", "servers", "Here.", verdict(2_000));
    new Report(folder).add("peers", "the shop", "Here.", verdict(3_000));
    String once = page();
    new Report(folder).add("peers", "the shop", "Here.", verdict(3_000));
    assertThat(page()).isEqualTo(once);
  }

  @Test
  void whatIsCheapIsNotHiddenByAnotherOperationsScale() {
    Peer many = new Peer("product: Mall", 8, () -> {});
    Peer few = new Peer("order: Mall", 8, () -> {});
    Cpu cpu = new Cpu(1, 0, 0);
    String chart =
        BarChart.of(
            List.of(
                new Result(many, List.of(new Round(50_000, cpu, 1, 1))),
                new Result(few, List.of(new Round(100, cpu, 1, 1)))));
    assertThat(chart.split("width=\"480.0\"", -1)).hasSize(3);
  }
}

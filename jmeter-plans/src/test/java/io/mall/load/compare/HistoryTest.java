package io.mall.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.load.LoadException;
import io.mall.load.compare.History.Entry;
import io.mall.load.compare.Round.Figure;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir private Path folder = Path.of("");

  private static Entry entry(String conditions, double throughput, double p50, double p99) {
    return new Entry("2026-11-01T00:00:00Z", "abc", conditions, new Round(throughput, p50, p99));
  }

  /** Runs that differ by 2 %. */
  private History usual(int runs) {
    History history = new History(folder.resolve("browse.jsonl"));
    Random random = new Random(3);
    for (int i = 0; i < runs; i++) {
      double by = 1 + 0.02 * random.nextGaussian();
      history.add(entry("browse, 20 users", 1000 * by, 10 / by, 30 / by));
    }
    return history;
  }

  @Test
  void whatIsSavedIsReadAgain() {
    History history = usual(2);
    history.add(entry("browse, 5 users", 5, 6, 7));
    assertThat(new History(folder.resolve("browse.jsonl")).entries())
        .hasSize(3)
        .last()
        .isEqualTo(entry("browse, 5 users", 5, 6, 7));
  }

  @Test
  void aRunLikeTheOthersIsNotWorse() {
    assertThat(usual(8).check(entry("browse, 20 users", 980, 10.3, 31)))
        .noneMatch(History.Line::worse);
  }

  @Test
  void aRunThatIsTenPercentSlowerIsWorseInTheFigureThatIs() {
    assertThat(usual(8).check(entry("browse, 20 users", 900, 10, 30)))
        .filteredOn(History.Line::worse)
        .extracting(History.Line::figure)
        .containsExactly(Figure.THROUGHPUT);
    assertThat(usual(8).check(entry("browse, 20 users", 1100, 10, 36)))
        .filteredOn(History.Line::worse)
        .extracting(History.Line::figure)
        .containsExactly(Figure.P99);
  }

  @Test
  void runsUnderOtherConditionsDoNotCount() {
    History history = usual(3);
    history.add(entry("browse, 5 users", 1000, 10, 30));
    assertThatThrownBy(() -> history.check(entry("browse, 20 users", 1, 1, 1)))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("has 3 runs under these conditions");
  }
}

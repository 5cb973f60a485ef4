package io.mall.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.load.LoadException;
import io.mall.load.compare.Round.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final String CLOSED = "browse, 20 users";
  private static final String OPEN = "browse, 50 arrivals/s";

  @TempDir private Path folder = Path.of("");

  private static Entry entry(String conditions, double throughput, double p50, double p99) {
    return new Entry(
        "2026-11-01T00:00:00Z",
        "abc",
        "browse",
        conditions,
        conditions.contains("arrivals"),
        new Round(throughput, p50, p99));
  }

  /** Runs that differ by 2 %. */
  private History usual(int runs, String conditions) {
    History history = new History(folder.resolve("browse.jsonl"));
    Random random = new Random(3);
    for (int i = 0; i < runs; i++) {
      double by = 1 + 0.02 * random.nextGaussian();
      history.add(entry(conditions, 1000 * by, 10 / by, 30 / by));
    }
    return history;
  }

  @Test
  void whatIsSavedIsReadAgain() {
    History history = usual(2, CLOSED);
    history.add(entry("browse, 5 users", 5, 6, 7));
    assertThat(new History(folder.resolve("browse.jsonl")).entries())
        .hasSize(3)
        .last()
        .isEqualTo(entry("browse, 5 users", 5, 6, 7));
  }

  @Test
  void aRunLikeTheOthersIsNotWorse() {
    assertThat(usual(8, CLOSED).check(entry(CLOSED, 980, 10.3, 31))).noneMatch(History.Line::worse);
  }

  @Test
  void aRunThatIsTenPercentSlowerIsWorseInTheFigureThatItsLoadSaysSomethingOf() {
    assertThat(usual(8, CLOSED).check(entry(CLOSED, 900, 12, 36)))
        .filteredOn(History.Line::worse)
        .extracting(History.Line::figure)
        .containsExactly(Figure.THROUGHPUT);
    assertThat(usual(8, OPEN).check(entry(OPEN, 500, 10, 36)))
        .filteredOn(History.Line::worse)
        .extracting(History.Line::figure)
        .containsExactly(Figure.P99);
  }

  @Test
  void aRunIsSavedOnceAndNotHeldAgainstItself() {
    History history = usual(3, CLOSED);
    Entry run = entry(CLOSED, 500, 20, 60);
    history.add(run);
    assertThatThrownBy(() -> history.add(run))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("already");
    assertThatThrownBy(() -> history.check(run))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("has 3 runs");
  }

  @Test
  void aLineThatIsNoRunIsNamedAndNothingIsAddedBehindIt() throws Exception {
    for (String broken : List.of("{\"time\":\"2026-1", "{}", "null", "not json", "[]")) {
      History history = usual(2, CLOSED);
      Path file = folder.resolve("browse.jsonl");
      String whole = Files.readString(file) + broken;
      Files.writeString(file, whole);
      assertThatThrownBy(() -> history.add(entry(CLOSED, 1, 2, 3)))
          .as(broken)
          .isInstanceOf(LoadException.class)
          .hasMessageContaining("Line 3 of");
      assertThat(file).hasContent(whole);
      Files.delete(file);
    }
  }

  @Test
  void aLastLineWithoutAnEndIsNotSpoilt() throws Exception {
    History history = usual(2, CLOSED);
    Path file = folder.resolve("browse.jsonl");
    Files.writeString(file, Files.readString(file).strip());
    history.add(entry(CLOSED, 1, 2, 3));
    assertThat(history.entries()).hasSize(3);
  }

  @Test
  void runsUnderOtherConditionsDoNotCount() {
    History history = usual(3, CLOSED);
    history.add(entry("browse, 5 users", 1000, 10, 30));
    assertThatThrownBy(() -> history.check(entry(CLOSED, 1, 1, 1)))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("has 3 runs under these conditions");
  }
}

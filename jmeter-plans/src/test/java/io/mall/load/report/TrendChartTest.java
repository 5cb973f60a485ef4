package io.mall.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.load.compare.Entry;
import io.mall.load.compare.Round;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendChartTest {

  private static List<Entry> runs(int number) {
    return IntStream.rangeClosed(1, number)
        .mapToObj(
            i ->
                new Entry(
                    "2026-11-%02dT00:00:00Z".formatted(i),
                    "abc" + i,
                    "browse",
                    "browse, load <5> users",
                    true,
                    new Round(100 + i, 3, 40)))
        .toList();
  }

  @Test
  void theFirstRunIsADotInEachLineAndNamed() {
    assertThat(TrendChart.of(runs(1)).split("<circle", -1)).hasSize(1 + 3);
    assertThat(TrendChart.of(runs(1)))
        .contains("run 1: 2026-11-01T00:00:00Z, commit abc1", "&lt;5&gt;");
  }

  @Test
  void manyRunsAreLinesFromTheFirstToTheLast() {
    assertThat(TrendChart.of(runs(20)).split("<circle", -1)).hasSize(1 + 3 * 20);
    assertThat(TrendChart.of(runs(20)))
        .contains("run 1: 2026-11-01", "run 20: 2026-11-20T00:00:00Z, commit abc20");
  }
}

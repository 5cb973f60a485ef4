package io.mall.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mall.load.compare.Comparison.Difference;
import io.mall.load.compare.Round.Figure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The verdict of a comparison, on noise that was measured: one shop run again and again. */
class ComparisonTest {
  private static final int REPETITIONS = 300;
  private static final int ROUNDS = 8;

  /** Nobody paused in the rounds that were measured. */
  private static final Set<Figure> JUDGED = Comparison.judged(false);

  /**
   * Draws comparisons out of the measured rounds, each from rounds that followed one another, so
   * that drift and lulls of the machine are in them as they were.
   */
  private static double flagged(double slowdown, Difference difference) throws IOException {
    List<Round> measured = measured();
    Random random = new Random(7);
    int flagged = 0;
    for (int i = 0; i < REPETITIONS; i++) {
      List<Round> a = new ArrayList<>();
      List<Round> b = new ArrayList<>();
      while (!Comparison.enough(a, b, JUDGED)) {
        int at = random.nextInt(measured.size() - 1);
        boolean swapped = random.nextBoolean();
        a.add(measured.get(swapped ? at + 1 : at));
        b.add(slower(measured.get(swapped ? at : at + 1), slowdown));
      }
      Difference got = Comparison.of(a, b, JUDGED).difference();
      boolean any = got != Difference.SAME;
      boolean wanted = got == difference;
      flagged += (difference == Difference.SAME ? any : wanted) ? 1 : 0;
    }
    return (double) flagged / REPETITIONS;
  }

  private static Round slower(Round round, double by) {
    return new Round(round.throughput() / (1 + by), round.p50() * (1 + by), round.p99() * (1 + by));
  }

  private static List<Round> measured() throws IOException {
    List<Round> rounds = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ComparisonTest.class.getResourceAsStream("measured-rounds.csv")),
                StandardCharsets.UTF_8))) {
      in.lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(
              line -> {
                String[] fields = line.split(",", -1);
                rounds.add(
                    new Round(
                        Double.parseDouble(fields[0]),
                        Double.parseDouble(fields[1]),
                        Double.parseDouble(fields[2])));
              });
    }
    return rounds;
  }

  @Test
  void oneShopComparedWithItselfAlarmsAtMostOnceInTwenty() throws IOException {
    assertThat(flagged(0, Difference.SAME)).isLessThanOrEqualTo(0.05);
  }

  @Test
  void aShopThatIsTenPercentSlowerIsFlagged() throws IOException {
    assertThat(flagged(0.10, Difference.SLOWER)).isGreaterThanOrEqualTo(0.90);
  }

  @Test
  void aDifferenceThatIsSureButTinyIsNone() {
    List<Round> a = new ArrayList<>();
    List<Round> b = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      a.add(new Round(1000 + i, 10, 20));
      b.add(slower(new Round(1000 + i, 10, 20), 0.02));
    }
    assertThat(Comparison.of(a, b, JUDGED).difference()).isEqualTo(Difference.SAME);
  }

  @Test
  void moreThroughputIsFasterAndMoreLatencyIsSlower() {
    List<Round> a = new ArrayList<>();
    List<Round> b = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      a.add(new Round(1000 + i, 10, 20));
      b.add(new Round(1200 + i, 12, 20));
    }
    Comparison comparison = Comparison.of(a, b, EnumSet.allOf(Figure.class));
    assertThat(comparison.lines().get(0).difference()).isEqualTo(Difference.FASTER);
    assertThat(comparison.lines().get(1).difference()).isEqualTo(Difference.SLOWER);
    assertThat(comparison.lines().get(2).difference()).isEqualTo(Difference.SAME);
    assertThat(comparison.difference()).isEqualTo(Difference.SLOWER);
  }

  @Test
  void studentsDistributionIsThatOfTheTables() {
    assertThat(Student.quantile(0.975, 4)).isCloseTo(2.776, within(0.001));
    assertThat(Student.quantile(0.975, 9)).isCloseTo(2.262, within(0.001));
    assertThat(Student.normal(-1.96)).isCloseTo(0.025, within(0.0001));
    assertThat(Student.normal(-9)).isBetween(0.0, 1e-9);
  }
}

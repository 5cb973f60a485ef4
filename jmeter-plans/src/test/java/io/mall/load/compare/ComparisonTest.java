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
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdict of a comparison, on noise that was measured and on noise of any size. */
class ComparisonTest {
  private static final int REPETITIONS = 1_000;
  private static final int ROUNDS = 8;

  /** Nobody paused in the rounds that were measured. */
  private static final Set<Figure> JUDGED = Comparison.judged(false);

  /** Two neighbouring rounds, one of each shop. */
  private record Pair(Round a, Round b) {}

  /** How many of many comparisons end so; SAME asks for those that do not. */
  private static double share(Supplier<Pair> pairs, Difference difference) {
    int found = 0;
    for (int i = 0; i < REPETITIONS; i++) {
      List<Round> a = new ArrayList<>();
      List<Round> b = new ArrayList<>();
      while (!Comparison.enough(a, b, JUDGED)) {
        Pair pair = pairs.get();
        a.add(pair.a());
        b.add(pair.b());
      }
      Difference got = Comparison.of(a, b, JUDGED).difference();
      found += (difference == Difference.SAME ? got != difference : got == difference) ? 1 : 0;
    }
    return (double) found / REPETITIONS;
  }

  /**
   * Out of the measured rounds, those that followed one another, so that drift and lulls of the
   * machine are in them as they were.
   */
  private static Supplier<Pair> measuredPairs(double slowdown) throws IOException {
    List<Round> measured = measured();
    Random random = new Random(7);
    return () -> {
      int at = random.nextInt(measured.size() - 1);
      boolean swapped = random.nextBoolean();
      return new Pair(
          measured.get(swapped ? at + 1 : at),
          slower(measured.get(swapped ? at : at + 1), slowdown));
    };
  }

  /** Pairs whose ratio has this standard deviation. */
  private static Supplier<Pair> normalPairs(double deviation, double slowdown) {
    Random random = new Random(11);
    return () -> {
      Round usual = new Round(1000, 10, 20);
      double luck = Math.expm1(deviation * random.nextGaussian());
      return new Pair(usual, slower(slower(usual, luck), slowdown));
    };
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
    assertThat(share(measuredPairs(0), Difference.SAME)).isLessThanOrEqualTo(0.05);
  }

  @Test
  void aShopThatIsTenPercentSlowerIsFlagged() throws IOException {
    assertThat(share(measuredPairs(0.10), Difference.SLOWER)).isGreaterThanOrEqualTo(0.90);
  }

  /** Two starts of one program differ, and by how much, nobody knows beforehand. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.10, 0.20})
  void oneProgramStartedAgainAndAgainAlarmsAtMostOnceInTwenty(double deviation) {
    assertThat(share(normalPairs(deviation, 0), Difference.SAME)).isLessThanOrEqualTo(0.05);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.10})
  void aProgramThatIsTenPercentSlowerIsFlagged(double deviation) {
    assertThat(share(normalPairs(deviation, 0.10), Difference.SLOWER)).isGreaterThanOrEqualTo(0.90);
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

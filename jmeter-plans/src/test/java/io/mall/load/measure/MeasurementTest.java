package io.mall.load.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mall.load.jmeter.Sample;
import io.mall.load.plan.Load.Closed;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.Load.Open;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static final long START = 1_700_000_000_000L;

  /** Ten users, answers within 10 ms, and nobody is answered for 200 ms every 5 s. */
  private static List<Sample> stalls() {
    List<Sample> samples = new ArrayList<>();
    for (int user = 1; user <= 10; user++) {
      long time = 0;
      while (time < 30_000) {
        long stall = time / 5_000 * 5_000 + 4_000;
        long end = time + 10;
        if (time < stall + 200 && end > stall) {
          end = stall + 200;
        }
        samples.add(sample("Users 1-" + user, time, (int) (end - time)));
        time = end;
      }
    }
    return samples;
  }

  private static Sample sample(String thread, long start, int elapsed) {
    return new Sample(START + start, elapsed, "GET product", "200", thread, true, "");
  }

  private static Course course(boolean open) {
    return new Course(
        open ? new Open(10) : new Closed(10), Duration.ofSeconds(5), Duration.ofSeconds(20));
  }

  @Test
  void aStallThatWaitingClientsHideShowsInTheCorrectedPercentiles() {
    Figures all = Measurement.of(stalls(), course(false), Optional.empty(), 0).all();
    assertThat(all.measured(99)).isLessThanOrEqualTo(11);
    assertThat(all.corrected(99)).isBetween(120L, 200L);
    assertThat(all.corrected(50)).isLessThanOrEqualTo(11);
  }

  @Test
  void nothingIsCorrectedWhereNothingStalls() {
    List<Sample> samples = new ArrayList<>();
    for (long time = 0; time < 30_000; time += 10) {
      samples.add(sample("Users 1-1", time, 10));
    }
    Figures all = Measurement.of(samples, course(false), Optional.empty(), 0).all();
    assertThat(all.corrected(99.9)).isEqualTo(all.measured(99.9));
  }

  @Test
  void smoothPercentilesGrowWithThePercentage() {
    Figures figures = new Figures("all");
    for (int elapsed : new int[] {0, 0, 0, 1, 1, 2, 5, 5, 2_047, 4_000}) {
      figures.add(elapsed, elapsed, 0, true);
    }
    double before = 0;
    for (int percent = 1; percent <= 100; percent++) {
      double now = figures.smooth(percent);
      assertThat(now).as("p%d", percent).isGreaterThan(before);
      assertThat(now).isCloseTo((double) figures.corrected(percent), within(1.0));
      before = now;
    }
  }

  @Test
  void onlyWhatBeganAfterTheWarmUpCounts() {
    List<Sample> samples =
        List.of(
            sample("Users 1-1", 0, 100),
            sample("Users 1-1", 4_999, 50),
            sample("Users 1-1", 5_000, 7),
            sample("Users 1-1", 24_999, 8),
            sample("Users 1-1", 25_000, 90));
    Measurement measured = Measurement.of(samples, course(false), Optional.empty(), 0);
    assertThat(measured.all().count()).isEqualTo(2);
    assertThat(measured.all().longest()).isEqualTo(8);
    assertThat(measured.answers()).containsEntry("GET product 200", 5L);
    assertThat(measured.threads()).isEqualTo(1);
  }

  @Test
  void aLateArrivalIsCountedFromWhenItWasDue() {
    long[] due = {0, 6_000, 7_000};
    List<Sample> samples =
        List.of(
            sample("Arrivals 2-1", 0, 5),
            sample("Arrivals 2-2", 6_300, 5),
            sample("Arrivals 2-3", 7_000, 5));
    Measurement measured = Measurement.of(samples, course(true), Optional.of(due), 0);
    assertThat(measured.all().measured(100)).isEqualTo(5);
    assertThat(measured.all().corrected(100)).isEqualTo(305);
    assertThat(measured.slip()).isEqualTo(0.5);
  }

  @Test
  void anArrivalThatNeverCameIsSlip() {
    long[] due = {0, 6_000, 7_000, 8_000, 9_000};
    List<Sample> samples = List.of(sample("Arrivals 2-1", 0, 5), sample("Arrivals 2-2", 6_000, 5));
    assertThat(Measurement.of(samples, course(true), Optional.of(due), 0).slip()).isEqualTo(0.75);
  }

  @Test
  void timeThatUsersNeitherWaitNorThinkIsTheGenerators() {
    List<Sample> samples = new ArrayList<>();
    for (long time = 0; time < 30_000; time += 20) {
      samples.add(sample("Users 1-1", time, 10));
    }
    assertThat(Measurement.of(samples, course(false), Optional.empty(), 0).slip())
        .isBetween(0.49, 0.51);
    assertThat(Measurement.of(samples, course(false), Optional.empty(), 20).slip())
        .as("who does not pause at all was not thinking")
        .isBetween(0.49, 0.51);
  }

  @Test
  void thinkingIsNoSlipAndWhatIsMoreThanThinkingIs() {
    List<Sample> samples = new ArrayList<>();
    Random random = new Random(1);
    for (long time = 0; time < 30_000; time += 110 + random.nextInt(101)) {
      samples.add(sample("Users 1-1", time, 10));
    }
    assertThat(Measurement.of(samples, course(false), Optional.empty(), 100).slip())
        .isLessThan(0.03);
    assertThat(Measurement.of(samples, course(false), Optional.empty(), 70).slip())
        .isBetween(0.25, 0.31);
  }

  @Test
  void noSamplesAreNoFigures() {
    Measurement measured = Measurement.of(List.of(), course(false), Optional.empty(), 0);
    assertThat(measured.all().count()).isZero();
    assertThat(measured.throughput()).isZero();
    assertThat(measured.slip()).isZero();
  }

  @Test
  void wrongAnswersAreNoThroughputAndAreNamed() {
    Sample wrong =
        new Sample(START + 6_000, 3, "POST order", "503", "Users 1-1", false, "Test failed");
    Measurement measured =
        Measurement.of(
            List.of(sample("Users 1-1", 0, 1), wrong), course(false), Optional.empty(), 0);
    assertThat(measured.throughput()).isZero();
    assertThat(measured.failures()).containsEntry("POST order: 503, Test failed", 1L);
  }
}

package io.mall.load;

import io.mall.load.Drive.Driven;
import io.mall.load.compare.Comparison;
import io.mall.load.compare.Round;
import io.mall.load.compare.Round.Figure;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rounds of a plan against two shops, in turn: until they are warm, and then those that count. */
final class Turns {
  private static final double MOST_SLIP = 0.05;

  /** Of five rounds one may be spoilt by the generator. */
  private static final double SPOILT = 0.2;

  private static final int MOST_WARM_UPS = 8;
  private static final double STILL_BETTER = 0.03;

  /** JMeter itself is new in each round and needs some seconds. */
  private static final Duration LEAD = Duration.ofSeconds(3);

  /** JMeter's start and end. */
  private static final Duration AROUND = Duration.ofSeconds(2);

  private final Drive drive;
  private final Plan plan;
  private final Course course;
  private final Map<String, String> properties;
  private final Path folder;
  private final PrintStream console;
  private final List<Peer> peers;
  private final Set<Figure> judged;
  private int slipped;
  private long errors;

  /**
   * Turns of two shops.
   *
   * @param course of a warm-up; a round that counts has its load and is measured as long
   * @param folder for what JMeter writes
   */
  Turns(
      Drive drive,
      Plan plan,
      Course course,
      Map<String, String> properties,
      Path folder,
      PrintStream console,
      List<Peer> peers) {
    this.drive = drive;
    this.plan = plan;
    this.course = course;
    this.properties = Map.copyOf(properties);
    this.folder = folder;
    this.console = console;
    this.peers = peers;
    this.judged = Comparison.judged(job(peers.getFirst(), course).paced());
  }

  /** Warms both up and plays so many pairs of rounds; when nobody says how many, enough. */
  Comparison play(@Nullable Integer pairs) throws IOException {
    warm();
    int least = pairs == null ? Comparison.USUAL_ROUNDS : pairs;
    int most = pairs == null ? Comparison.MOST_ROUNDS : pairs;
    Course round = plan.course(course.load(), LEAD, course.measured());
    tell(round, least, most);
    Peer left = peers.getFirst();
    Peer right = peers.getLast();
    for (int i = 0; !enough(left, right, pairs, most); i++) {
      // The first of a pair alternates, so that what drifts steadily favours neither.
      for (Peer peer : i % 2 == 0 ? peers : peers.reversed()) {
        Driven driven = measure(peer, round);
        errors += driven.measurement().all().errors();
        slipped += fellBehind(driven, round) ? 1 : 0;
        tell("%2d".formatted(i + 1), peer, driven, round);
      }
    }
    return Comparison.of(left.rounds(), right.rounds(), judged);
  }

  /** Answers that were errors. */
  long errors() {
    return errors;
  }

  /** Rounds in which the generator fell behind. */
  int slipped() {
    return slipped;
  }

  /** Whether it did so too often for a verdict. */
  boolean spoilt() {
    return spoilt(peers.getFirst().rounds().size());
  }

  private boolean spoilt(int pairs) {
    return slipped > 2 * pairs * SPOILT;
  }

  /** In turns, until neither gets any better. */
  private void warm() throws IOException {
    boolean better = true;
    for (int i = 0; better && i < MOST_WARM_UPS; i++) {
      better = false;
      for (Peer peer : peers) {
        tell("warm-up", peer, measure(peer, course), course);
        Round got = peer.rounds().getLast();
        List<Round> before = peer.rounds().subList(0, i);
        better |= judged.stream().anyMatch(figure -> figure.gotBetter(got, before, STILL_BETTER));
      }
    }
    peers.forEach(peer -> peer.rounds().clear());
  }

  /** Also when no further pair could bring a verdict. */
  private boolean enough(Peer left, Peer right, @Nullable Integer pairs, int most) {
    int played = left.rounds().size();
    if (played >= Comparison.FEWEST_ROUNDS && spoilt(most)) {
      return true;
    }
    return pairs == null
        ? Comparison.enough(left.rounds(), right.rounds(), judged)
        : played >= pairs;
  }

  private Driven measure(Peer peer, Course each) throws IOException {
    Driven driven = drive.run(job(peer, each));
    if (driven.measurement().all().count() == 0) {
      throw new LoadException(peer.name() + " answered nothing: see " + folder);
    }
    peer.rounds().add(Round.of(driven.measurement()));
    return driven;
  }

  /** As a run is judged: late, without a core to spare, or without all of its users. */
  private boolean fellBehind(Driven driven, Course each) {
    return driven.measurement().slip() > MOST_SLIP
        || driven.generator().saturated(Machine.cores())
        || driven.measurement().threads() < plan.users(each);
  }

  private Drive.Job job(Peer peer, Course each) {
    return new Drive.Job(plan, each, peer.target(), peer.data(), properties, folder);
  }

  private void tell(Course round, int least, int most) {
    long pair = round.total().plus(AROUND).multipliedBy(2).toSeconds();
    console.printf(
        Locale.ROOT,
        "%s pairs of rounds of %d s, some %s min%n",
        least == most ? Integer.toString(most) : least + " to " + most,
        round.measured().toSeconds(),
        least == most
            ? minutes(pair * most)
            : minutes(pair * least) + " to " + minutes(pair * most));
  }

  private static String minutes(long seconds) {
    return Long.toString(Math.max(1, Math.round(seconds / 60.0)));
  }

  private void tell(String what, Peer peer, Driven driven, Course each) {
    long wrong = driven.measurement().all().errors();
    Round got = peer.rounds().getLast();
    console.printf(
        Locale.ROOT,
        "  %7s %s  %,9.1f/s  p50 %7.2f ms  p99 %7.2f ms%s%s%n",
        what,
        peer.name(),
        got.throughput(),
        got.p50(),
        got.p99(),
        wrong > 0 ? "  errors " + wrong : "",
        fellBehind(driven, each) ? "  the generator fell behind" : "");
  }
}

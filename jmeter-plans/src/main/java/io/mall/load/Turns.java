package io.mall.load;

import io.mall.load.Player.Played;
import io.mall.load.compare.Comparison;
import io.mall.load.compare.Round;
import io.mall.load.compare.Round.Figure;
import io.mall.load.plan.Load.Course;
import io.mall.load.shop.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rounds of a plan against two shops, in turn: until they are warm, and then those that count.
 *
 * <p>Two starts of one program differ by more than two rounds of one start. So programs are started
 * anew for each pair, and what is compared are starts (Kalibera and Jones, "Rigorous Benchmarking
 * in Reasonable Time", 2013: repeat on the level that varies most).
 */
final class Turns {
  /** Of five rounds one may be spoilt by the generator. */
  private static final double SPOILT = 0.2;

  private static final int MOST_WARM_UPS = 8;
  private static final double STILL_BETTER = 0.03;

  /** JMeter itself is new in each round and needs some seconds. */
  private static final Duration LEAD = Duration.ofSeconds(3);

  /** JMeter's start and end. */
  private static final Duration AROUND = Duration.ofSeconds(2);

  /** Two starts on two cores, for saying how long it will take. */
  private static final Duration STARTS = Duration.ofSeconds(25);

  private static final int USUAL_WARM_UPS = 4;

  private final Player player;
  private final Course course;
  private final Course round;
  private final List<Peer> peers;
  private final Optional<Consumer<List<Target>>> restart;
  private final Set<Figure> judged;
  private int slipped;
  private long errors;

  /**
   * Turns of two shops.
   *
   * @param course of a warm-up; a round that counts has its load and is measured as long
   * @param restart starts both anew, in this order, when they are programs
   */
  Turns(Player player, Course course, List<Peer> peers, Optional<Consumer<List<Target>>> restart) {
    this.player = player;
    this.course = course;
    this.round = player.plan().course(course.load(), LEAD, course.measured());
    this.peers = peers;
    this.restart = restart;
    this.judged = Comparison.judged(player.paced(peers.getFirst(), course));
  }

  /** Plays so many pairs of rounds; when nobody says how many, enough. */
  Comparison play(@Nullable Integer pairs) throws IOException {
    int least = pairs == null ? Comparison.USUAL_ROUNDS : pairs;
    int most = pairs == null ? Comparison.MOST_ROUNDS : pairs;
    tell(least, most);
    Peer left = peers.getFirst();
    Peer right = peers.getLast();
    for (int i = 0; !enough(left, right, pairs, most); i++) {
      // The first of a pair alternates, so that what drifts steadily favours neither.
      List<Peer> order = i % 2 == 0 ? peers : peers.reversed();
      prepare(i, order);
      for (Peer peer : order) {
        Played played = player.play(Integer.toString(i + 1), peer, round);
        errors += played.errors();
        slipped += played.slipped() ? 1 : 0;
        peer.rounds().add(played.round());
      }
    }
    return Comparison.of(left.rounds(), right.rounds(), judged);
  }

  /** What is compared in pairs. */
  String unit() {
    return restart.isPresent() ? "starts" : "rounds";
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

  /** Shops that stay as they are get warm once. */
  private void prepare(int pair, List<Peer> order) throws IOException {
    if (pair > 0 && restart.isPresent()) {
      restart.get().accept(order.stream().map(Peer::target).toList());
    }
    if (pair == 0 || restart.isPresent()) {
      warm(order);
    }
  }

  /** In turns, until neither gets any better. */
  private void warm(List<Peer> order) throws IOException {
    Map<String, List<Round>> before = new HashMap<>();
    order.forEach(peer -> before.put(peer.name(), new ArrayList<>()));
    boolean better = true;
    for (int i = 0; better && i < MOST_WARM_UPS; i++) {
      better = false;
      for (Peer peer : order) {
        Round got = player.play("warm-up", peer, course).round();
        List<Round> earlier = Objects.requireNonNull(before.get(peer.name()));
        better |= judged.stream().anyMatch(figure -> figure.gotBetter(got, earlier, STILL_BETTER));
        earlier.add(got);
      }
    }
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

  private void tell(int least, int most) {
    player
        .console()
        .printf(
            Locale.ROOT,
            "%s pairs of %s, each measured for %d s, some %s min%n",
            least == most ? Integer.toString(most) : least + " to " + most,
            unit(),
            round.measured().toSeconds(),
            least == most ? minutes(most) : minutes(least) + " to " + minutes(most));
  }

  private String minutes(int pairs) {
    Duration warmUp = course.total().plus(AROUND).multipliedBy(2 * USUAL_WARM_UPS);
    Duration played = round.total().plus(AROUND).multipliedBy(2);
    Duration all =
        restart.isPresent()
            ? played.plus(STARTS).plus(warmUp).multipliedBy(pairs)
            : played.multipliedBy(pairs).plus(warmUp);
    return Long.toString(Math.max(1, Math.round(all.toSeconds() / 60.0)));
  }
}

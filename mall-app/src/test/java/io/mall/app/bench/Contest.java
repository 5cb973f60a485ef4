package io.mall.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Peers who act in turn, round after round, so that a busy moment of the machine hits all.
 *
 * @param warmUp the least each peer acts beforehand; it goes on until it gets no cheaper
 */
public record Contest(int rounds, Duration warmUp, Duration time) {

  /** A peer whose operations still get cheaper by more than this is not warm yet. */
  private static final double FLAT = 0.95;

  /** In so many turns; what is noisy does not get cheaper in each. */
  private static final int TURNS = 3;

  /** Nobody is warmed up for more turns than this. */
  private static final int PATIENCE = 30;

  /** Warms all peers up alike, then measures; results in the order of the peers. */
  public List<Result> between(List<Peer> peers) throws InterruptedException {
    warm(peers);
    return measure(peers);
  }

  /**
   * Measures peers whose code is warm: it ran with another number of clients. Each has an
   * unmeasured turn first, in which connections are opened.
   */
  public List<Result> betweenWarm(List<Peer> peers) throws InterruptedException {
    for (Peer peer : peers) {
      Round.of(peer, time.dividedBy(2));
    }
    return measure(peers);
  }

  private List<Result> measure(List<Peer> peers) throws InterruptedException {
    List<Result> results = new ArrayList<>();
    for (Peer peer : peers) {
      results.add(new Result(peer, new ArrayList<>()));
    }
    for (int i = 0; i < rounds; i++) {
      for (Result result : i % 2 == 0 ? results : results.reversed()) {
        result.rounds().add(Round.of(result.peer(), time));
      }
    }
    return results;
  }

  /** Lets peers act until the CPU time of an operation falls no more, for each of them. */
  public void warm(List<Peer> peers) throws InterruptedException {
    double[] least = new double[peers.size()];
    Arrays.fill(least, Double.MAX_VALUE);
    int cheaper = 0;
    for (int turn = 0; turn < PATIENCE && turn - cheaper <= TURNS; turn++) {
      for (int i = 0; i < least.length; i++) {
        double cpu = Round.of(peers.get(i), warmUp).cpu().total();
        if (cpu < least[i] * FLAT) {
          cheaper = turn;
          least[i] = cpu;
        }
      }
    }
  }
}

package io.mall.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Peers who act in turn, round after round, so that a busy moment of the machine hits all.
 *
 * @param warmUp how long a turn beforehand is; each peer has them until it gets no cheaper
 * @param progress is told what goes on, a line at a time
 */
public record Contest(int rounds, Duration warmUp, Duration time, Consumer<String> progress) {

  /** Warms all peers up, then measures; results in the order of the peers. */
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
    results.forEach(result -> progress.accept("  " + result.line()));
    return results;
  }

  /** Lets peers act in turn, each until the CPU time of its operation falls no more. */
  public void warm(List<Peer> peers) throws InterruptedException {
    List<WarmUp> cold =
        new ArrayList<>(peers.stream().map(peer -> new WarmUp(peer, progress)).toList());
    while (!cold.isEmpty()) {
      for (WarmUp each : cold) {
        each.turn(warmUp);
      }
      for (WarmUp each : cold) {
        if (each.done()) {
          progress.accept("  " + each);
        }
      }
      cold.removeIf(WarmUp::done);
    }
  }
}

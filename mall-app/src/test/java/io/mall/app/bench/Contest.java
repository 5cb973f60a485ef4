package io.mall.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Peers who act in turn, round after round, so that a busy moment of the machine hits all. */
public record Contest(int rounds, Duration warmUp, Duration time) {

  /** Warms each peer up, then measures; results in the order of the peers. */
  public List<Result> between(List<Peer> peers) throws InterruptedException {
    List<Result> results = new ArrayList<>();
    for (Peer peer : peers) {
      Round.of(peer, warmUp);
      results.add(new Result(peer, new ArrayList<>()));
    }
    for (int i = 0; i < rounds; i++) {
      for (Result result : i % 2 == 0 ? results : results.reversed()) {
        result.rounds().add(Round.of(result.peer(), time));
      }
    }
    return results;
  }
}

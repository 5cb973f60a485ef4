package io.mall.app.bench;

import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.core.NestedExceptionUtils;

/** How one peer gets warm: the CPU time of its operations turn after turn, until it is flat. */
final class WarmUp {

  /** What still gets cheaper by more than this is not warm yet. */
  private static final double FLAT = 0.95;

  /** In so many turns; what is noisy does not get cheaper in each. */
  private static final int TURNS = 4;

  /** Nobody is warmed up for more turns than this. */
  private static final int PATIENCE = 40;

  /** Who is cold may fail under full load; who fails so often in a row is broken. */
  private static final int MOST_FAILED = 3;

  private final Peer peer;
  private final Consumer<String> log;
  private double first;
  private double least = Double.MAX_VALUE;
  private int turns;
  private int cheaper;
  private int failed;

  WarmUp(Peer peer, Consumer<String> log) {
    this.peer = peer;
    this.log = log;
  }

  /** One turn; one that fails says nothing, is told and not counted. */
  void turn(Duration time) throws InterruptedException {
    double cpu;
    try {
      cpu = Round.of(peer, time).cpu().total();
      failed = 0;
    } catch (IllegalStateException e) {
      if (++failed == MOST_FAILED) {
        throw e;
      }
      Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
      log.accept("  a turn of warming %s up failed: %s".formatted(peer.name(), cause));
      return;
    }
    first = turns++ == 0 ? cpu : first;
    if (cpu < least * FLAT) {
      cheaper = turns;
      least = cpu;
    }
  }

  /** Whether it got no cheaper for some turns, or there were enough of them. */
  boolean done() {
    return turns == PATIENCE || turns - cheaper >= TURNS;
  }

  @Override
  public String toString() {
    return "warm-up of %s: %,.0f us of CPU each, %,.0f after %d turns%s"
        .formatted(
            peer.name(),
            first,
            least,
            turns,
            turns - cheaper >= TURNS ? "" : ", still getting cheaper");
  }
}

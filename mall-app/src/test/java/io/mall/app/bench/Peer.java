package io.mall.app.bench;

import java.time.Duration;

/**
 * One of those that are compared.
 *
 * @param clients how many act at the same time, each again as soon as it has its answer
 */
public record Peer(String name, int clients, Turn turn) {

  /** Clients in this process. */
  public Peer(String name, int clients, Act act) {
    this(name, clients, time -> Round.ofLoop(act, clients, time));
  }

  /** Measures for some time. */
  @FunctionalInterface
  interface Turn {
    Round take(Duration time) throws InterruptedException;
  }

  /** What one client does once; it fails by throwing. */
  @FunctionalInterface
  public interface Act {
    void once() throws Exception;
  }
}

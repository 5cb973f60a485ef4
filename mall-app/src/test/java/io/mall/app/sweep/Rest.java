package io.mall.app.sweep;

import io.mall.app.support.Mall;

/** The jobs by the clock of one instance rest, so that another has them all. */
public final class Rest implements AutoCloseable {

  private final Sweeper sweeper;

  private Rest(Sweeper sweeper) {
    this.sweeper = sweeper;
  }

  /** Returns when none of them is at work any more. */
  public static Rest of(Mall mall) {
    Sweeper sweeper = mall.bean(Sweeper.class);
    sweeper.stop();
    return new Rest(sweeper);
  }

  /** They go on. */
  @Override
  public void close() {
    sweeper.start();
  }
}

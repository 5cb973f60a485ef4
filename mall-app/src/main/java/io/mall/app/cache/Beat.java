package io.mall.app.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done again and again on a thread of its own until it is closed. A failure does not
 * end it; the first of a row is logged, and the end of the row.
 */
public final class Beat implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Beat.class);

  private final Duration pause;
  private final Runnable work;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param name of the thread, and of the work in the log
   * @param pause between the end of a turn and the next one
   */
  public Beat(String name, Duration pause, Runnable work) {
    this.pause = pause;
    this.work = work;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::repeat);
  }

  /** Begins with the first turn at once. */
  public void start() {
    thread.start();
  }

  private void repeat() {
    RuntimeException failing = null;
    while (!closed) {
      failing = turn(failing);
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Returns what went wrong, if anything did. */
  private @Nullable RuntimeException turn(@Nullable RuntimeException before) {
    try {
      work.run();
      if (before != null) {
        log.atInfo().addKeyValue("work", thread.getName()).log("background work is back");
      }
      return null;
    } catch (RuntimeException e) {
      if (before == null && !closed) {
        log.atWarn()
            .addKeyValue("work", thread.getName())
            .setCause(e)
            .log("background work fails, and is tried again");
      }
      return e;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}

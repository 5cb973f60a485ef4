package io.mall.app.catalog;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A look that many want at a time: each waits for one that begins after it has asked, and all who
 * have asked by then share it. There is one at a time, with a rest after each, so however many ask
 * there are no more than so many a second.
 */
final class SharedLook {

  private static final long PATIENCE_MILLIS = 1_000;
  private static final Logger log = LoggerFactory.getLogger(SharedLook.class);

  private final Runnable look;
  private final long rest;

  /** Fair: or else whoever has just looked could ask again before those who wait have woken. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private volatile long begun;

  // Of whoever's turn it is.
  private long succeeded;
  private long restedAt = System.nanoTime();

  /**
   * @param rest after a look, at least; one that took longer is followed by as long a rest
   */
  SharedLook(Duration rest, Runnable look) {
    this.rest = rest.toNanos();
    this.look = look;
  }

  /** Waits for a look; false when there was none, since it failed or took over a second. */
  boolean await() {
    long asked = begun;
    try {
      if (!turn.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
      try {
        if (begun == asked) {
          TimeUnit.NANOSECONDS.sleep(restedAt - System.nanoTime());
          take();
        }
        return succeeded > asked;
      } finally {
        turn.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void take() {
    long number = begun + 1;
    begun = number;
    long start = System.nanoTime();
    try {
      look.run();
      succeeded = number;
    } catch (RuntimeException e) {
      log.atDebug().setCause(e).log("a look failed");
    } finally {
      long end = System.nanoTime();
      restedAt = end + Math.max(rest, end - start);
    }
  }
}

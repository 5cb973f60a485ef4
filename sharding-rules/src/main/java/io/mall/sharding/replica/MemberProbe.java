package io.mall.sharding.replica;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one server again and again, on a thread and a connection of its own, and knows what it
 * saw last. Who needs to know sooner asks for it, and all who ask at a time share one look.
 */
final class MemberProbe implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Between looks while somebody waits for a position. */
  private static final long HURRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * What was seen.
   *
   * @param whyNotFollowing empty when it follows its primary, or is one
   * @param askedAt before the question was sent, by {@link System#nanoTime}: the position holds all
   *     that had been committed by then
   */
  record Sight(Position position, String whyNotFollowing, long askedAt) {}

  private final Question question;
  private final Runnable looked;
  private final Runnable lost;
  private final long pauseNanos;
  private final long silenceNanos;
  private final Thread thread;
  private final CountDownLatch firstLook = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  private final Condition answered = lock.newCondition();
  private int waiting;
  private long statusAt;
  private volatile boolean closed;
  private volatile @Nullable Sight sight;
  private volatile @Nullable String failure;
  private volatile boolean outOfReach;
  private volatile long answeredAt = System.nanoTime();

  /**
   * @param silence how long it may not answer before it counts as away
   * @param looked is run after each look, on the thread of the probe
   * @param lost is run when a look has failed although it had not before
   */
  MemberProbe(String name, Question question, Duration silence, Runnable looked, Runnable lost) {
    this.question = question;
    this.looked = looked;
    this.lost = lost;
    this.pauseNanos = PAUSE.toNanos();
    this.silenceNanos = silence.toNanos();
    this.thread = Thread.ofPlatform().daemon().name("probe-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Waits until it has looked once, successfully or not. */
  boolean awaitFirstLook(long nanos) throws InterruptedException {
    return firstLook.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** What was seen last, however long ago; null before the first success. */
  @Nullable Sight sight() {
    return sight;
  }

  /** Why it does not answer; null when it does. */
  @Nullable String whySilent() {
    String reason = failure;
    if (reason != null) {
      return reason;
    }
    long silent = System.nanoTime() - answeredAt;
    return silent > silenceNanos
        ? "has not answered for " + TimeUnit.NANOSECONDS.toMillis(silent) + " ms"
        : null;
  }

  /** Whether nothing can be sent to it: it refuses connections, or does not answer. */
  boolean isAway() {
    return outOfReach || (failure == null && whySilent() != null);
  }

  /** Waits, for a bounded time, until it has been seen at a position. */
  boolean await(Position position, long nanos) {
    if (has(position)) {
      return true;
    }
    long left = nanos;
    lock.lock();
    try {
      waiting++;
      wanted.signal();
      while (!has(position)) {
        if (left <= 0 || failure != null || closed) {
          return false;
        }
        left = answered.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  boolean has(Position position) {
    Sight last = sight;
    return last != null && last.position().covers(position);
  }

  /** Looks now rather than after the pause. */
  void lookNow() {
    lock.lock();
    try {
      wanted.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (!closed) {
      look();
      firstLook.countDown();
      looked.run();
      pause();
    }
    question.hangUp();
  }

  /** A connection that fails may be old; only a new one that fails too says something. */
  private void look() {
    boolean again = question.isConnected();
    SQLException failed = ask();
    if (failed != null && again && !closed) {
      failed = ask();
    }
    if (failed != null && failure == null) {
      lost.run();
    }
    outOfReach = failed != null && isOutOfReach(failed);
    failure = failed == null ? null : "does not answer: " + failed.getMessage();
    if (failed == null) {
      answeredAt = System.nanoTime();
    }
    lock.lock();
    try {
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable SQLException ask() {
    try {
      long now = System.nanoTime();
      Sight last = sight;
      String following;
      if (last == null || now - statusAt >= pauseNanos || failure != null) {
        following = question.whyNotFollowing();
        statusAt = now;
      } else {
        following = last.whyNotFollowing();
      }
      long askedAt = System.nanoTime();
      sight = new Sight(question.position(), following, askedAt);
      return null;
    } catch (SQLException e) {
      question.hangUp();
      return e;
    }
  }

  /**
   * Class 08 without a code of the server's: it has not said anything, not even that it is full.
   */
  private static boolean isOutOfReach(SQLException failed) {
    String state = failed.getSQLState();
    return state != null && state.startsWith("08") && failed.getErrorCode() == 0;
  }

  @SuppressWarnings("WaitNotInLoop") // a look too many harms nobody
  private void pause() {
    lock.lock();
    try {
      if (!closed) {
        long nanos = waiting > 0 && failure == null ? HURRY_NANOS : pauseNanos;
        var _ = wanted.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    lookNow();
    thread.interrupt();
  }
}

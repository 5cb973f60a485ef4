package io.mall.sharding.combine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The queue in front of a row that many want to change. Who finds nobody there is served on its own
 * thread at once; who comes meanwhile waits, and all who wait are served together, first come first
 * served. A hot row so costs one transaction for many requests instead of one each, and one
 * connection instead of one for every caller.
 *
 * <p>It orders the callers of one process. Several processes side by side each combine their own;
 * what they do to the same row is ordered by the row's lock.
 *
 * @param <K> what requests compete for, with {@code equals}
 */
public final class Combiner<K, R, A> {

  private final Desk<K, R, A> desk;
  private final int largest;
  private final long patienceNanos;
  private final ConcurrentMap<K, Line<K, R, A>> lines = new ConcurrentHashMap<>();

  /**
   * @param desk serves what comes together
   * @param largest the most requests of one batch
   * @param patience how long a request waits for its turn; being served is bounded by the desk
   */
  public Combiner(Desk<K, R, A> desk, int largest, Duration patience) {
    if (largest < 1) {
      throw new IllegalArgumentException("a batch holds at least one request, not " + largest);
    }
    this.desk = desk;
    this.largest = largest;
    this.patienceNanos = patience.toNanos();
  }

  /**
   * Gets an answer, alone or together with others.
   *
   * @throws NotServedException when its turn did not come in time, or the thread was interrupted
   *     before; once it is being served an interrupted caller still gets its answer
   */
  public A call(K key, R request) {
    Line<K, R, A> own = new Line<>(key, largest, desk);
    while (true) {
      Line<K, R, A> standing = lines.putIfAbsent(key, own);
      if (standing == null) {
        return serveAtOnce(own, request);
      }
      Ticket<R, A> ticket = standing.join(request);
      if (ticket != null) {
        return ticket.await(key, patienceNanos);
      }
      // That line has just ended; it leaves the map before anybody can be told so.
    }
  }

  /** Whether somebody is being served at a key, so that whoever comes now has to wait. */
  public boolean isServing(K key) {
    return lines.containsKey(key);
  }

  /** How many wait for their turn at a key, not counting those being served. */
  public int waiting(K key) {
    Line<K, R, A> line = lines.get(key);
    return line == null ? 0 : line.waiting();
  }

  private A serveAtOnce(Line<K, R, A> line, R request) {
    try {
      return desk.serve(line.key(), List.of(request)).getFirst().get();
    } finally {
      if (!leave(line)) {
        // Not on this thread: its caller has its answer, and may be interrupted. And without what
        // this thread would hand down, such as routing hints.
        Thread.ofVirtual()
            .name("combine-" + line.key())
            .inheritInheritableThreadLocals(false)
            .start(() -> serveOthers(line));
      }
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but the size of a batch
  private void serveOthers(Line<K, R, A> line) {
    do {
      line.serveNext();
      // Those who are about to join come first, also those who have just been answered and want
      // more: without it their next batch is half as large and the one after it as well.
      Thread.yield();
    } while (!leave(line));
  }

  /** Whether nobody was left, so that the line has ended. */
  private boolean leave(Line<K, R, A> line) {
    return line.endIfEmpty(() -> lines.remove(line.key(), line));
  }
}

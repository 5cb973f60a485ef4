package io.mall.app.cache;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which keys are asked for most, in bounded memory: the Space-Saving sketch (Metwally, Agrawal, El
 * Abbadi 2005) over a sample, whose counts fade so that they tell of the last second or so.
 *
 * @param <K> the kind of key
 */
final class HeavyHitters<K> {

  /** One of so many is counted; at rates that matter this is plenty. */
  static final int SAMPLED = 8;

  private static final int CAPACITY = 256;

  private final Map<K, Count> counts = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** What is known of a key: how often at most, and by how much that may be too high. */
  private static final class Count {
    private double atMost;
    private final double error;

    Count(double atMost, double error) {
      this.atMost = atMost;
      this.error = error;
    }
  }

  /** Whether the caller is to tell of this one: so that the others do not even make a key. */
  static boolean isSampled() {
    return (ThreadLocalRandom.current().nextInt() & (SAMPLED - 1)) == 0;
  }

  /** Counts a key that was sampled, or leaves it when another thread is counting. */
  void count(K key) {
    if (!lock.tryLock()) {
      return;
    }
    try {
      Count known = counts.get(key);
      if (known != null) {
        known.atMost++;
      } else if (counts.size() < CAPACITY) {
        counts.put(key, new Count(1, 0));
      } else {
        replaceSmallest(key);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * How often each key was asked for, at least, since about two calls of this; what is below is
   * left out.
   */
  Map<K, Double> fade(double threshold) {
    lock.lock();
    try {
      Map<K, Double> heavy = new HashMap<>();
      counts.forEach(
          (key, count) -> {
            double atLeast = (count.atMost - count.error) * SAMPLED;
            if (atLeast >= threshold) {
              heavy.put(key, atLeast);
            }
          });
      Map<K, Count> faded = new HashMap<>();
      counts.forEach(
          (key, count) -> {
            if (count.atMost >= 1) {
              faded.put(key, new Count(count.atMost / 2, count.error / 2));
            }
          });
      counts.clear();
      counts.putAll(faded);
      return heavy;
    } finally {
      lock.unlock();
    }
  }

  /** How many keys it holds. */
  int size() {
    lock.lock();
    try {
      return counts.size();
    } finally {
      lock.unlock();
    }
  }

  private void replaceSmallest(K key) {
    Map.Entry<K, Count> smallest = null;
    for (Map.Entry<K, Count> each : counts.entrySet()) {
      if (smallest == null || each.getValue().atMost < smallest.getValue().atMost) {
        smallest = each;
      }
    }
    if (smallest != null) {
      double error = smallest.getValue().atMost;
      counts.remove(smallest.getKey());
      counts.put(key, new Count(error + 1, error));
    }
  }
}

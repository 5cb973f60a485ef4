package io.mall.app.cache;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * A Bloom filter of ids: it knows for certain that an id is not among them, and is wrong the other
 * way for about one of 2,000 while it holds what it was made for. Safe for use by many threads.
 */
public final class IdFilter {

  private static final int BITS_PER_ID = 16;
  private static final int PROBES = 8;
  private static final long SMALLEST = 1 << 14;
  private static final long LARGEST = 1L << 33;

  private final AtomicLongArray words;
  private final long mask;
  private final LongAdder set = new LongAdder();
  private final LongAdder added = new LongAdder();

  /**
   * @param capacity how many ids it is for; with more it is wrong more often
   */
  public IdFilter(long capacity) {
    long wanted = Math.clamp(capacity * BITS_PER_ID, SMALLEST, LARGEST);
    long bits = Long.highestOneBit(wanted - 1) << 1;
    this.words = new AtomicLongArray((int) (bits >>> 6));
    this.mask = bits - 1;
  }

  public void add(long id) {
    long first = mix(id);
    long step = mix(first) | 1;
    boolean isNew = false;
    for (int i = 0; i < PROBES; i++) {
      long bit = (first + i * step) & mask;
      long flag = 1L << bit;
      if ((words.getAndUpdate((int) (bit >>> 6), word -> word | flag) & flag) == 0) {
        set.increment();
        isNew = true;
      }
    }
    if (isNew) {
      added.increment();
    }
  }

  /** False when the id was certainly not added. */
  public boolean mayContain(long id) {
    long first = mix(id);
    long step = mix(first) | 1;
    for (int i = 0; i < PROBES; i++) {
      long bit = (first + i * step) & mask;
      if ((words.get((int) (bit >>> 6)) & (1L << bit)) == 0) {
        return false;
      }
    }
    return true;
  }

  /** How many different ids it holds, nearly. */
  public long size() {
    return added.sum();
  }

  /** The share of other ids that it takes for its own, by the bits that are set. */
  public double falsePositiveRate() {
    return Math.pow((double) set.sum() / (mask + 1), PROBES);
  }

  /** The finalizer of SplitMix64: every bit of the id moves every bit of the outcome. */
  private static long mix(long id) {
    long mixed = (id ^ (id >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}

package io.mall.sharding.id;

import io.mall.sharding.slot.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Many processes that issue ids, each with a clock of its own that can be set. */
final class World {
  static final long START = 1_790_000_000_000L;

  long millis = START;
  final InMemoryWorkerLeases leases = new InMemoryWorkerLeases(() -> millis);
  final List<Node> nodes = new ArrayList<>();
  private long[] issued = new long[1 << 16];
  private int count;

  /** One process. */
  final class Node {
    private long skewNanos;
    private Ids ids = Ids.manual(leases, this::nanos);
    private long last;

    long nanos() {
      return (millis - START) * 1_000_000 + skewNanos;
    }

    void setClockBack(long byMillis) {
      skewNanos -= byMillis * 1_000_000;
    }

    /** Issues ids until it has enough, or its lease is over and cannot be had again. */
    int issue(int wanted, int slot) {
      int got = 0;
      try {
        while (got < wanted) {
          long id = ids.next(new Slot((slot + got) % Slot.COUNT));
          if (id >>> Slot.BITS <= last >>> Slot.BITS) {
            throw new AssertionError("Not monotonic: " + last + " then " + id);
          }
          last = id;
          add(id);
          got++;
        }
      } catch (IdsUnavailableException e) {
        // No duplicate at the price of no id.
      }
      return got;
    }

    void renew() {
      try {
        ids.renew();
      } catch (RuntimeException e) {
        // Leases away, or all taken.
      }
    }

    /** A crash leaves the lease behind, an orderly stop gives it back. */
    void restart(boolean crash) {
      if (!crash) {
        ids.close();
      }
      skewNanos = 0;
      last = 0;
      try {
        ids = Ids.manual(leases, this::nanos);
      } catch (RuntimeException e) {
        nodes.remove(this);
      }
    }
  }

  Node node() {
    Node node = new Node();
    nodes.add(node);
    return node;
  }

  private void add(long id) {
    if (count == issued.length) {
      issued = Arrays.copyOf(issued, count * 2);
    }
    issued[count++] = id;
  }

  int count() {
    return count;
  }

  /** No id was issued twice, and none is negative or zero. */
  void assertUnique() {
    long[] sorted = Arrays.copyOf(issued, count);
    Arrays.parallelSort(sorted);
    for (int i = 0; i < count; i++) {
      if (sorted[i] <= 0 || (i > 0 && sorted[i] == sorted[i - 1])) {
        throw new AssertionError("Issued twice, or not positive: " + sorted[i]);
      }
    }
  }
}

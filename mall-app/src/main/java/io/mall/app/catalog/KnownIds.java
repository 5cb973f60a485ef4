package io.mall.app.catalog;

import io.mall.app.cache.Beat;
import io.mall.app.cache.IdFilter;
import io.mall.app.control.Switch;
import io.mall.app.kernel.ProductId;
import io.mall.sharding.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The ids of all products, nearly, in memory: so that nobody looks in a database for ids that
 * somebody makes up.
 *
 * <p>An id carries the time it was made. One that is younger than the last look at the table, less
 * a margin in which its row may still be committed, is never ruled out; so what is created anywhere
 * is found at once, without anybody having to tell. Of the ids that are ruled out a few a second
 * are looked for all the same, because rows can come in past the shop: a seed, an import.
 */
final class KnownIds implements AutoCloseable {

  static final int PAGE = 10_000;

  /** Longer than a transaction that began before the look, and clocks that differ. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** Ids may run ahead of time when many are made at once. */
  private static final Duration AHEAD = Duration.ofHours(1);

  private static final int WHOLE_EVERY = 30;

  /** So many ids a second are looked for although they are ruled out; less than 256. */
  private static final int DOUBTS = 10;

  /** Reads ids in their order. */
  @FunctionalInterface
  interface Pages {
    List<ProductId> after(long id, int limit);
  }

  /** A filter, and the time of the youngest id it rules on. */
  private record Known(IdFilter filter, Instant upTo) {}

  private final Pages pages;
  private final Clock clock;
  private final Switch on;
  private final LongAdder ruledOut = new LongAdder();
  // A second, and in the lowest byte how many doubts it has had.
  private final AtomicLong doubts = new AtomicLong();
  private final Beat looks;
  private volatile @Nullable Known known;
  private volatile boolean closed;

  // Of the one thread that looks.
  private int turn;

  /**
   * @param pause between two looks at what is new; each thirtieth looks at all
   */
  KnownIds(Pages pages, Clock clock, Duration pause, Switch on) {
    this.pages = pages;
    this.clock = clock;
    this.on = on;
    this.looks = new Beat("known-ids", pause, this::look);
  }

  KnownIds start() {
    looks.start();
    return this;
  }

  /** False when there is no such product, but for what came past the shop in the last minutes. */
  boolean mayExist(ProductId id) {
    Known now = known;
    if (now == null || !on.isOn() || now.filter().mayContain(id.value())) {
      return true;
    }
    Instant made = Ids.timeOf(id.value());
    if (made.isAfter(now.upTo()) && made.isBefore(clock.instant().plus(AHEAD))) {
      return true;
    }
    if (isDoubted()) {
      return true;
    }
    ruledOut.increment();
    return false;
  }

  private boolean isDoubted() {
    long now = clock.instant().getEpochSecond() << 8;
    long before =
        doubts.getAndUpdate(last -> last >>> 8 == now >>> 8 ? Math.min(last + 1, now | 255) : now);
    return before >>> 8 != now >>> 8 || (before & 255) < DOUBTS - 1;
  }

  /** This product was found. */
  void exists(ProductId id) {
    Known now = known;
    if (now != null) {
      now.filter().add(id.value());
    }
  }

  long ruledOut() {
    return ruledOut.sum();
  }

  long size() {
    Known now = known;
    return now == null ? 0 : now.filter().size();
  }

  double falsePositiveRate() {
    Known now = known;
    return now == null ? 1 : now.filter().falsePositiveRate();
  }

  /** Looks at the whole table; the filter before serves meanwhile. */
  void lookAtAll() {
    Instant upTo = clock.instant().minus(MARGIN);
    // Half as many again as last time, so that it does not fill up at once.
    IdFilter filter = new IdFilter(Math.max(PAGE, size() + size() / 2));
    addAfter(0, filter);
    if (filter.size() > 2 * Math.max(PAGE, size())) {
      // The first look did not know how many there are.
      IdFilter larger = new IdFilter(filter.size() + filter.size() / 2);
      addAfter(0, larger);
      filter = larger;
    }
    known = new Known(filter, upTo);
  }

  /** Looks at what was created since the last look. */
  void lookAtNew() {
    Known before = known;
    if (before == null) {
      lookAtAll();
      return;
    }
    Instant upTo = clock.instant().minus(MARGIN);
    addAfter(Ids.firstAt(before.upTo().minus(MARGIN)), before.filter());
    known = new Known(before.filter(), upTo);
  }

  private void addAfter(long after, IdFilter filter) {
    List<ProductId> page;
    long last = after;
    do {
      page = pages.after(last, PAGE);
      page.forEach(id -> filter.add(id.value()));
      last = page.isEmpty() ? last : page.getLast().value();
    } while (page.size() == PAGE && !closed);
  }

  private void look() {
    if (turn % WHOLE_EVERY == 0) {
      lookAtAll();
    } else {
      lookAtNew();
    }
    turn++;
  }

  @Override
  public void close() {
    closed = true;
    looks.close();
  }
}

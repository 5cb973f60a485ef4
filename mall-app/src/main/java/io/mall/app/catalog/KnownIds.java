package io.mall.app.catalog;

import io.mall.app.cache.Beat;
import io.mall.app.cache.IdFilter;
import io.mall.app.control.Switch;
import io.mall.app.kernel.ProductId;
import io.mall.sharding.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The ids of all products, nearly, in memory: so that nobody looks in a database for ids that
 * somebody makes up.
 *
 * <p>An id carries the time it was made. One that is younger than the last look at the table, less
 * a margin in which its row may still be committed, is ruled out only by a look that began after it
 * was asked for, and that is shared with all who ask meanwhile; so what is created anywhere is
 * found at once, without anybody having to tell. Of the ids that are ruled out a few a second are
 * looked for all the same, because rows can come in past the shop: a seed, an import.
 */
final class KnownIds implements AutoCloseable {

  static final int PAGE = 10_000;

  /** Longer than a transaction that began before the look, and clocks that differ. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** Ids may run ahead of time when many are made at once. */
  private static final Duration AHEAD = Duration.ofHours(1);

  private static final int WHOLE_EVERY = 30;

  /** So at most a hundred looks a second are for young ids that nobody has seen. */
  private static final Duration REST = Duration.ofMillis(10);

  /** So many ids a second are looked for although they are ruled out; less than 256. */
  private static final int DOUBTS = 10;

  /** Reads ids in their order. */
  @FunctionalInterface
  interface Pages {
    List<ProductId> after(long id, int limit);
  }

  /** A filter, and the time of the youngest id it rules on. */
  private record Known(IdFilter filter, Instant upTo) {
    boolean mayContain(ProductId id) {
      return filter.mayContain(id.value());
    }
  }

  private final Pages pages;
  private final Clock clock;
  private final Switch on;
  private final LongAdder ruledOut = new LongAdder();
  // A second, and in the lowest byte how many doubts it has had.
  private final AtomicLong doubts = new AtomicLong();
  private final Beat looks;
  private final SharedLook looksForYoung = new SharedLook(REST, this::lookAtYoung);
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

  /** Those that there may be; the others are none, but for what came past the shop of late. */
  List<ProductId> possible(Collection<ProductId> ids) {
    Known now = known;
    if (now == null || !on.isOn() || ids.stream().allMatch(now::mayContain)) {
      return List.copyOf(ids);
    }
    boolean looked = ids.stream().noneMatch(id -> isOpen(id, now)) || lookForYoung(now);
    return ids.stream().filter(id -> isPossible(id, now, looked)).toList();
  }

  private boolean isPossible(ProductId id, Known now, boolean looked) {
    if (now.mayContain(id) || (!looked && isOpen(id, now)) || isDoubted()) {
      return true;
    }
    ruledOut.increment();
    return false;
  }

  /** Whether its row may have come after the last look. */
  private boolean isOpen(ProductId id, Known now) {
    Instant made = Ids.timeOf(id.value());
    return made.isAfter(now.upTo())
        && made.isBefore(clock.instant().plus(AHEAD))
        && !now.mayContain(id);
  }

  /** False when it failed, or was about another filter. */
  private boolean lookForYoung(Known now) {
    if (!looksForYoung.await()) {
      return false;
    }
    Known after = known;
    return after != null && after.filter() == now.filter();
  }

  private void lookAtYoung() {
    Known now = known;
    if (now != null) {
      addAfter(Ids.firstAt(now.upTo()), now.filter());
    }
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

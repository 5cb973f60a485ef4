package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The numbers of the messages this instance has had, and what follows from them for its cache: the
 * next number is news, a gap is distrust, and having the latest number is proof.
 */
final class NewsSequence {

  /** Stands for all products in a message that would be too long. */
  static final String EVERYTHING = "*";

  private static final long NONE = -1;

  private final ProductListener cache;
  private final BiConsumer<Kept, Instant> staleness;
  private final LatestVersions heard = new LatestVersions();
  private long latest = NONE;
  private long awaited = NONE;
  private long awaitedSince;

  /**
   * @param staleness told, for each change, what was older here than the news say and when it
   *     changed
   */
  NewsSequence(ProductListener cache, BiConsumer<Kept, Instant> staleness) {
    this.cache = cache;
    this.staleness = staleness;
  }

  /** Takes in a message: its number, then product, version and time of each change. */
  synchronized void received(String message) {
    String[] words = message.split(" ", -1);
    long number = Long.parseLong(words[0]);
    if (number > latest + 1) {
      cache.distrust();
    }
    for (int i = 1; i < words.length; i++) {
      apply(words[i]);
    }
    latest = Math.max(latest, number);
    if (awaited != NONE && latest >= awaited) {
      cache.provenAt(awaitedSince);
      awaited = NONE;
    }
  }

  /**
   * Takes in what the counter stood at.
   *
   * @param asked when it was asked for, by the cache's clock
   */
  synchronized void counted(long number, long asked) {
    boolean overdue = awaited != NONE;
    if (number == latest) {
      cache.provenAt(asked);
      awaited = NONE;
    } else if (latest == NONE || number < latest || overdue) {
      // Just begun, or the counter was lost, or a message does not come: begin anew from here.
      cache.distrust();
      latest = number;
      cache.provenAt(asked);
      awaited = NONE;
    } else {
      awaited = number;
      awaitedSince = asked;
    }
  }

  /** The number of the last news; negative before the first. */
  synchronized long latest() {
    return latest;
  }

  /** The last version of a product that news came of; 0 when none came of late. */
  int heard(ProductId id) {
    return heard.of(id);
  }

  /** The subscription was made anew; what was published in between is unknown. */
  synchronized void interrupted() {
    cache.distrust();
  }

  private void apply(String change) {
    if (change.equals(EVERYTHING)) {
      cache.distrust();
      return;
    }
    String[] parts = change.split(":", -1);
    ProductId product = ProductId.of(parts[0]);
    int version = Integer.parseInt(parts[1]);
    heard.advance(product, version);
    Set<Kept> old = cache.changed(product, version);
    if (parts.length > 2) {
      Instant changed = Instant.ofEpochMilli(Long.parseLong(parts[2]));
      old.forEach(kept -> staleness.accept(kept, changed));
    }
  }
}

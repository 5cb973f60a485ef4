package io.mall.app.catalog;

import io.mall.app.cache.Beat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks in the database for changes of which no news came: whoever made them may not reach Redis,
 * or may have died before telling. So what is in memory is old for some seconds at most whatever
 * happens to the news, and others are told in the place of whoever could not.
 */
final class ChangeLook implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ChangeLook.class);

  /** Longer than a transaction that changes products, and clocks that differ. */
  private static final Duration BACK = Duration.ofSeconds(15);

  /** Time for the news to come by themselves. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int MOST = 1_000;

  /** Reads the products that were changed from a time on. */
  @FunctionalInterface
  interface Changes {
    List<Product> since(Instant time, int limit);
  }

  private final Changes changes;
  private final ProductListener caches;
  private final BiConsumer<Kept, Instant> staleness;
  private final ProductNews news;
  private final LatestVersions told = new LatestVersions();
  private final Beat looks;

  /**
   * @param caches told of each change again and again, for {@link #BACK}
   * @param staleness told, for each change, what was older in them and when it changed
   */
  ChangeLook(
      Changes changes,
      ProductListener caches,
      BiConsumer<Kept, Instant> staleness,
      ProductNews news,
      Duration interval) {
    this.changes = changes;
    this.caches = caches;
    this.staleness = staleness;
    this.news = news;
    this.looks = new Beat("change-look", interval, this::look);
  }

  ChangeLook start() {
    looks.start();
    return this;
  }

  private void look() {
    Instant now = Instant.now();
    List<Product> changed = changes.since(now.minus(BACK), MOST);
    if (changed.size() == MOST) {
      caches.distrust();
    }
    for (Product product : changed) {
      caches
          .changed(product.id(), product.version())
          .forEach(kept -> staleness.accept(kept, product.updatedAt()));
    }
    List<Product> unheard =
        changed.stream()
            .filter(product -> product.updatedAt().isBefore(now.minus(PATIENCE)))
            .filter(product -> news.heard(product.id()) < product.version())
            .filter(product -> told.advance(product.id(), product.version()))
            .toList();
    if (!unheard.isEmpty()) {
      log.atDebug().addKeyValue("products", unheard.size()).log("told of changes of others");
      news.publish(unheard);
    }
  }

  @Override
  public void close() {
    looks.close();
  }
}

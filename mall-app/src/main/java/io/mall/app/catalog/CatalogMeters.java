package io.mall.app.catalog;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;

/** What can be seen of the catalog's caches. */
record CatalogMeters(ProductCache cache, ListCache lists, ProductNews news, KnownIds known)
    implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("mall.catalog.cache.reads", cache, ProductCache::hits)
        .tag("result", "hit")
        .description("products read that were in memory")
        .register(registry);
    FunctionCounter.builder("mall.catalog.cache.reads", cache, ProductCache::misses)
        .tag("result", "miss")
        .description("products read that were loaded or waited for")
        .register(registry);
    FunctionCounter.builder("mall.catalog.cache.refreshes", cache, ProductCache::refreshes)
        .description("products in use that were loaded anew before they expired")
        .register(registry);
    FunctionCounter.builder("mall.catalog.lists.refreshes", lists, ListCache::refreshes)
        .description("lists in use that were loaded anew before they expired")
        .register(registry);
    Gauge.builder("mall.catalog.lists.entries", lists, ListCache::size)
        .description("first pages of lists in memory")
        .register(registry);
    FunctionCounter.builder("mall.catalog.cache.resets", cache, ProductCache::resets)
        .description("how often all products in memory were distrusted")
        .register(registry);
    Gauge.builder("mall.catalog.cache.entries", cache, ProductCache::size)
        .description("products in memory, absent ones included")
        .register(registry);
    TimeGauge.builder(
            "mall.catalog.cache.unproven",
            cache,
            TimeUnit.MILLISECONDS,
            each -> each.unprovenFor().toMillis())
        .description("time since it was last proven that no change of a product was missed")
        .register(registry);
    FunctionCounter.builder("mall.catalog.ids.ruled.out", known, KnownIds::ruledOut)
        .description("ids that nobody looked for since no product can have them")
        .register(registry);
    Gauge.builder("mall.catalog.ids.known", known, KnownIds::size)
        .description("ids of products in the filter")
        .register(registry);
    Gauge.builder("mall.catalog.ids.false.positives", known, KnownIds::falsePositiveRate)
        .description("share of made-up ids that the filter takes for products")
        .register(registry);
    Gauge.builder("mall.catalog.cache.unsent", news, ProductNews::unsent)
        .description("product changes that other instances have not been told of")
        .register(registry);
  }
}

package io.mall.app.catalog;

import io.mall.app.cache.HotKeys;
import io.mall.app.cache.SharedCache;
import io.mall.app.cache.SharedCaches;
import io.mall.app.cache.Strategies;
import io.mall.app.control.Switch;
import io.mall.app.kernel.ProductId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.redisson.api.RedissonClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The caches of this instance, and the news that keep them right. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CatalogProperties.class, EdgeProperties.class})
class CatalogConfiguration {

  @Bean
  Switch productMemory() {
    return new Switch(
        "product-memory",
        "Products are kept in the memory of this instance; off: each is read from Redis or the"
            + " database when it is asked for, and no ready answer is sent.");
  }

  @Bean
  CatalogSwitches catalogSwitches(
      Switch productMemory,
      Switch sharedCache,
      Switch refreshAhead,
      Switch unknownIds,
      Switch hotKeysSwitch) {
    return new CatalogSwitches(
        productMemory,
        sharedCache,
        refreshAhead,
        unknownIds,
        hotKeysSwitch,
        Thread::startVirtualThread);
  }

  @Bean
  SharedProducts sharedProducts(
      SharedCaches caches,
      Strategies strategies,
      ProductReader database,
      JsonMapper mapper,
      CatalogContext context) {
    return new SharedProducts(
        caches.of("product_info", SharedProducts.PREFIX, strategies.productInfo()),
        database,
        mapper,
        context.properties().absentExpiry(),
        context.switches().shared());
  }

  @Bean
  CatalogContext catalogContext(CatalogProperties properties, CatalogSwitches switches) {
    return new CatalogContext(
        properties,
        switches,
        new Freshness(properties.maxStaleness(), System::nanoTime),
        new ProductListeners());
  }

  @Bean
  ProductListeners productListeners(CatalogContext context) {
    return context.listeners();
  }

  /** What the caches of the catalog share. */
  record CatalogContext(
      CatalogProperties properties,
      CatalogSwitches switches,
      Freshness freshness,
      ProductListeners listeners) {}

  @Bean
  Staleness staleness(MeterRegistry metrics) {
    return new Staleness(metrics);
  }

  @Bean
  KnownIds knownIds(ProductReader reader, CatalogContext context, Clock clock) {
    return new KnownIds(
            reader::ids, clock, context.properties().idsInterval(), context.switches().unknownIds())
        .start();
  }

  @Bean
  ProductCache productCache(
      CatalogContext context, Strategies strategies, SharedProducts source, KnownIds known) {
    ProductCache cache =
        new ProductCache(
            context.properties(),
            strategies.productInfo(),
            new FilteredProducts(known, source),
            context.freshness(),
            context.switches());
    context.listeners().add(cache);
    return cache;
  }

  @Bean
  ProductAnswers productAnswers(ProductCache cache, HotKeys hotKeys, JsonMapper mapper) {
    HotKeys.Kind hot = hotKeys.kind(ProductAnswers.KIND);
    ProductAnswers answers = new ProductAnswers(cache, hot, mapper);
    hot.promoteWith(
        key -> {
          ProductId id = ProductId.of(key);
          Thread.startVirtualThread(
              () -> {
                if (cache.find(id).isPresent()) {
                  answers.answer(id);
                }
              });
        });
    return answers;
  }

  @Bean
  NewsSequence newsSequence(ProductCache cache, CatalogContext context, Staleness staleness) {
    return new NewsSequence(context.listeners(), staleness);
  }

  @Bean
  ProductNews productNews(
      RedissonClient redisson, NewsSequence sequence, CatalogContext context, ListCache lists) {
    Duration interval = context.properties().proofInterval();
    return new ProductNews(redisson, sequence, interval, context.freshness()::now).start();
  }

  @Bean
  ListCache listCache(
      CatalogContext context,
      Strategies strategies,
      SharedCaches caches,
      NewsSequence news,
      JsonMapper mapper) {
    SharedCache shared = caches.of("hot_products", SharedLists.PREFIX, strategies.hotProducts());
    ListCache lists =
        new ListCache(
            context.properties(),
            strategies.hotProducts(),
            new SharedLists(shared, news, mapper, context.switches().shared()),
            context.freshness(),
            context.switches());
    context.listeners().add(lists);
    return lists;
  }

  @Bean
  Switch edgeRefresh() {
    return new Switch(
        "edge-refresh",
        "Caches in front of the shop are made to fetch what has changed; off: they serve it for"
            + " some seconds more.");
  }

  @Bean
  EdgeRefresh edgeRefreshes(EdgeProperties properties, CatalogContext context, Switch edgeRefresh) {
    EdgeRefresh refresh = new EdgeRefresh(properties, edgeRefresh);
    context.listeners().add(refresh);
    return refresh;
  }

  @Bean
  ListAnswers listAnswers(ListCache lists, HotKeys hotKeys, JsonMapper mapper) {
    return new ListAnswers(lists, hotKeys.kind(ListAnswers.KIND), mapper);
  }

  @Bean
  ChangeLook changeLook(
      ProductReader reader, Staleness staleness, ProductNews news, CatalogContext context) {
    Duration interval = context.properties().proofInterval();
    return new ChangeLook(reader::changedSince, context.listeners(), staleness, news, interval)
        .start();
  }

  @Bean
  CatalogMeters catalogMeters(
      ProductCache cache, ListCache lists, ProductNews news, KnownIds known) {
    return new CatalogMeters(cache, lists, news, known);
  }
}

package io.mall.app.catalog;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RedissonClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The cache of this instance, the news that keep it right, and what can be seen of both. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CatalogProperties.class)
class CatalogConfiguration {

  @Bean
  ProductCache productCache(CatalogProperties properties, ProductReader reader) {
    return new ProductCache(properties, reader::read, System::nanoTime);
  }

  @Bean
  ProductNews productNews(
      RedissonClient redisson, ProductCache cache, CatalogProperties properties) {
    return new ProductNews(redisson, cache, properties.proofInterval(), System::nanoTime).start();
  }

  @Bean
  MeterBinder productCacheMeters(ProductCache cache, ProductNews news) {
    return registry -> {
      FunctionCounter.builder("mall.catalog.cache.reads", cache, ProductCache::hits)
          .tag("result", "hit")
          .description("products read that were in memory")
          .register(registry);
      FunctionCounter.builder("mall.catalog.cache.reads", cache, ProductCache::misses)
          .tag("result", "miss")
          .description("products read that were loaded or waited for")
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
      Gauge.builder("mall.catalog.cache.unsent", news, ProductNews::unsent)
          .description("product changes that other instances have not been told of")
          .register(registry);
    };
  }
}

package io.mall.app.cache;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.redisson.api.RedissonClient;
import org.springframework.stereotype.Component;

/** Makes the shared caches of the modules. They share a circuit breaker, as they share Redis. */
@Component
public class SharedCaches {

  private final RedissonClient redis;
  private final CacheProperties properties;
  private final MeterRegistry metrics;
  private final CircuitBreaker breaker = new CircuitBreaker(System::nanoTime);

  SharedCaches(RedissonClient redis, CacheProperties properties, MeterRegistry metrics) {
    this.redis = redis;
    this.properties = properties;
    this.metrics = metrics;
    Gauge.builder("mall.cache.shared.open", breaker, each -> each.isOpen() ? 1 : 0)
        .description("1 while Redis is left alone because it does not answer")
        .register(metrics);
  }

  /**
   * The cache of one kind of thing.
   *
   * @param kind for metrics
   * @param prefix what the names of its entries in Redis begin with; a new one when their form
   *     changes
   */
  public SharedCache of(String kind, String prefix, Strategy strategy) {
    Guard guard =
        new Guard(kind, strategy.circuitBreaker() ? breaker : null, properties.patience(), metrics);
    return new SharedCache(redis, prefix, strategy, guard, properties.compressFrom().toBytes());
  }
}

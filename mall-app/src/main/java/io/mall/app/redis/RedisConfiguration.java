package io.mall.app.redis;

import io.mall.app.problem.MissingException;
import io.mall.sharding.id.Ids;
import io.mall.sharding.id.RedisWorkerLeases;
import java.time.Duration;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.EqualJitterDelay;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One client for locks, scripts, topics and the shared cache. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisProperties.class)
class RedisConfiguration {

  private static final int IDLE_CONNECTIONS = 4;
  private static final Duration RETRY_DELAY = Duration.ofMillis(100);

  /** Who listens hears again so soon after Redis is back, however long it was away. */
  private static final Duration LONGEST_RECONNECTION_DELAY = Duration.ofMillis(500);

  @Bean(destroyMethod = "shutdown")
  RedissonClient redisson(RedisProperties properties) {
    Config config = new Config();
    config.setCodec(StringCodec.INSTANCE);
    config
        .useSingleServer()
        .setAddress(properties.url())
        .setConnectTimeout((int) properties.connectTimeout().toMillis())
        .setTimeout((int) properties.timeout().toMillis())
        .setRetryAttempts(1)
        .setRetryDelay(new ConstantDelay(RETRY_DELAY))
        .setReconnectionDelay(new EqualJitterDelay(RETRY_DELAY, LONGEST_RECONNECTION_DELAY))
        .setConnectionMinimumIdleSize(Math.min(IDLE_CONNECTIONS, properties.connections()))
        .setConnectionPoolSize(properties.connections());
    try {
      return Redisson.create(config);
    } catch (RedisException away) {
      throw new MissingException(
          "Redis does not answer at " + properties.url() + " (MALL_REDIS_URL)", away);
    }
  }

  /** Ids under a worker number that is leased in Redis, and given back at shutdown. */
  @Bean(destroyMethod = "close")
  Ids ids(RedissonClient redis) {
    return Ids.open(new RedisWorkerLeases(redis));
  }
}

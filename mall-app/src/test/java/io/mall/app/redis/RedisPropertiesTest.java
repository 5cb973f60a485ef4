package io.mall.app.redis;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisPropertiesTest {

  @Test
  void allButTheAddressHasADefault() {
    assertThat(bind(RedisProperties.class, "url", "redis://r:6379"))
        .isEqualTo(
            new RedisProperties(
                "redis://r:6379", Duration.ofSeconds(2), Duration.ofSeconds(1), 32));
    assertThatThrownBy(() -> bind(RedisProperties.class, "url", "")).hasStackTraceContaining("url");
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(
            bind(
                RedisProperties.class,
                "url",
                "redis://r:1",
                "connect-timeout",
                "3s",
                "timeout",
                "4s",
                "connections",
                "5"))
        .isEqualTo(
            new RedisProperties("redis://r:1", Duration.ofSeconds(3), Duration.ofSeconds(4), 5));
  }

  @Test
  void unknownKeysAreRefused() {
    assertThatThrownBy(() -> bind(RedisProperties.class, "url", "redis://r:1", "adress", "x"))
        .hasStackTraceContaining("mall.redis.adress");
  }
}

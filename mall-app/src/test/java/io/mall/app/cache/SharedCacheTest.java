package io.mall.app.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.support.Mall;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

@Tag("real")
class SharedCacheTest {

  private static final Strategy STRATEGY = new Strategy(Duration.ofMinutes(1), true, true, true);

  private final RedissonClient redis = client();
  private final SharedCache cache =
      new SharedCache(
          redis,
          "test:{cache}:" + UUID.randomUUID() + ":",
          STRATEGY,
          new Guard("test", null, Duration.ofSeconds(5), new SimpleMeterRegistry()),
          1_000);

  @AfterEach
  void close() {
    redis.shutdown(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void anOlderVersionNeverReplacesANewerOne() {
    store(7, "seven");
    store(6, "six");
    assertThat(found(0)).isEqualTo("seven");
    store(10, "ten");
    assertThat(found(0)).isEqualTo("ten");
    store(10, "ten again");
    assertThat(found(10)).isEqualTo("ten again");
  }

  @Test
  void whatIsOlderThanAskedForDoesNotCount() {
    store(7, "seven");
    SharedCache.Lookup lookup = cache.find("k", 8);
    assertThat(lookup.entry()).isNull();
    assertThat(lookup.lease()).as("this one is to read it").isNotEmpty();
    assertThat(cache.findAll(Map.of("k", 8L))).isEmpty();
    assertThat(cache.findAll(Map.of("k", 7L))).containsOnlyKeys("k");
  }

  @Test
  void aFloorOutrulesWhatIsOlderAndNothingElse() {
    store(7, "seven");
    floor(7);
    assertThat(found(0)).isEqualTo("seven");
    floor(8);
    SharedCache.Lookup lookup = cache.find("k", 0);
    assertThat(lookup.entry()).isNull();
    assertThat(cache.findAll(Map.of("k", 0L))).isEmpty();
    cache.store("k", entry(7, "read before the change"), lookup.lease());
    SharedCache.Lookup again = cache.find("k", 0);
    assertThat(again.entry()).isNull();
    assertThat(again.lease()).as("the lease came back").isNotEmpty();
    cache.store("k", entry(8, "eight"), again.lease());
    assertThat(found(0)).isEqualTo("eight");
  }

  @Test
  void whatIsAbsentIsKnownToBe() {
    cache.store("k", new SharedCache.Entry(0, null), cache.find("k", 0).lease());
    assertThat(cache.find("k", 0).entry()).isEqualTo(new SharedCache.Entry(0, null));
    assertThat(cache.find("k", 1).entry()).as("once it must exist").isNull();
  }

  @Test
  void aLeaseThatIsGivenBackGoesToTheNext() {
    SharedCache.Lookup first = cache.find("k", 0);
    assertThat(first.lease()).isNotEmpty();
    cache.release("k", first.lease());
    assertThat(cache.find("k", 0).lease()).isNotEmpty().isNotEqualTo(first.lease());
  }

  @Test
  void whatIsLargeIsCompressed() {
    String large = "a lamp ".repeat(1_000);
    store(1, large);
    assertThat(found(0)).isEqualTo(large);
    assertThat(redis.getBucket(cache.name("k"), StringCodec.INSTANCE).size()).isLessThan(500);
  }

  private void store(long version, String value) {
    cache.store("k", entry(version, value), "");
  }

  private String found(long atLeast) {
    SharedCache.Entry entry = cache.find("k", atLeast).entry();
    return entry == null || entry.value() == null
        ? ""
        : new String(entry.value(), StandardCharsets.UTF_8);
  }

  private void floor(long version) {
    redis
        .getScript(StringCodec.INSTANCE)
        .eval(
            RScript.Mode.READ_WRITE,
            SharedCache.FLOOR + "floor(KEYS[1], ARGV[1], 10000) return 1",
            RScript.ReturnType.LONG,
            java.util.List.of(cache.name("k")),
            SharedCache.digits(version));
  }

  private static SharedCache.Entry entry(long version, String value) {
    return new SharedCache.Entry(version, value.getBytes(StandardCharsets.UTF_8));
  }

  private static RedissonClient client() {
    Config config = new Config();
    config
        .useSingleServer()
        .setAddress("redis://127.0.0.1:" + Mall.cluster().member("redis").port())
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(1);
    return Redisson.create(config);
  }
}

package io.mall.app.catalog;

import static io.mall.app.catalog.FakeCatalog.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.Promptness;
import io.mall.local.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.util.unit.DataSize;

/** Two instances' caches on one Redis: one changes products, the other must know. */
@Tag("real")
class ProductNewsTest {

  private static final Duration STALENESS = Duration.ofSeconds(2);

  /** With some time for the test itself. */
  private static final Duration BOUND = STALENESS.plusSeconds(1);

  private static final CatalogProperties PROPERTIES =
      new CatalogProperties(
          DataSize.ofMegabytes(1),
          DataSize.ofMegabytes(1),
          Duration.ofMinutes(1),
          STALENESS,
          Duration.ofMillis(200),
          Duration.ofSeconds(10));

  private final FakeCatalog catalog = new FakeCatalog();

  /** So many nanoseconds the clock of the caches is ahead. */
  private final AtomicLong ahead = new AtomicLong();

  private final ProductId id = new ProductId(ThreadLocalRandom.current().nextLong(1, 1L << 60));
  private final Proxy proxy = Mall.cluster().proxy("redis");

  /** An instance whose Redis is always there. */
  private final Instance well = new Instance(Mall.cluster().member("redis").port());

  /** An instance whose Redis the test can take away. */
  private final Instance cut = new Instance(proxy.port());

  @BeforeEach
  void bothKnowTheFirstVersion() {
    store(1);
    // The counter's first number ever looks like a gap; it shall not be drawn by a test.
    well.news.publish(List.of(product(id.value() + 9, 1)));
    awaitProof(well);
    awaitProof(cut);
    assertThat(well.version()).isEqualTo(1);
    assertThat(cut.version()).isEqualTo(1);
  }

  @AfterEach
  void close() {
    proxy.restore();
    well.close();
    cut.close();
  }

  @Test
  void aChangeIsSeenByTheOtherInstanceWithinMilliseconds() {
    List<Duration> took = new ArrayList<>();
    for (int next = 2; next <= 6; next++) {
      int version = next;
      change(well, version);
      took.add(Promptness.until(() -> cut.version() == version));
    }
    // By the news: without them it would take as long as it takes to distrust.
    Promptness.assertMostWithin(Duration.ofMillis(500), took);
  }

  @Test
  void whileTheNewsFlowAProductIsNotReadAgain() {
    int reads = catalog.reads.size();
    for (int i = 0; i < 4; i++) {
      ahead.addAndGet(STALENESS.multipliedBy(2).toNanos());
      awaitProof(cut);
      assertThat(cut.version()).isEqualTo(1);
    }
    // Without news it would be four; a machine that stops for so long may well cost one.
    assertThat(catalog.reads).hasSizeLessThanOrEqualTo(reads + 1);
  }

  @Test
  void aLoadThatTheNewsOvertakeIsNotKept() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    ProductId other = new ProductId(id.value() + 1);
    catalog.stored.put(other, product(other.value(), 1));
    catalog.afterRead =
        () -> {
          catalog.afterRead = () -> {};
          read.countDown();
          awaitLatch(told);
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Product> before = threads.submit(() -> cut.cache.find(other).orElseThrow());
      read.await();
      catalog.stored.put(other, product(other.value(), 2));
      well.news.publish(List.of(product(other.value(), 2)));
      // The first product is changed afterwards: when that is known, so is the change before.
      change(well, 2);
      await().until(() -> cut.version() == 2);
      told.countDown();
      assertThat(before.get().version()).isEqualTo(1);
    }
    assertThat(cut.cache.find(other).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void withoutRedisAProductIsOldForSecondsAtMost() throws Exception {
    proxy.refuse();
    change(well, 2);
    awaitVersion(2, BOUND);
    change(well, 3);
    awaitVersion(3, BOUND);
    assertThat(well.version()).isEqualTo(3);
  }

  @Test
  void whenRedisDoesNotAnswerAProductIsOldForSecondsAtMost() throws Exception {
    proxy.delay(Duration.ofSeconds(20));
    change(well, 2);
    awaitVersion(2, BOUND);
  }

  @Test
  void aCutThatIsShorterThanTheProofHidesNothing() throws Exception {
    proxy.refuse();
    change(well, 2);
    await().until(() -> well.news.unsent() == 0);
    proxy.restore();
    awaitVersion(2, BOUND);
  }

  @Test
  void afterACutTheNewsFlowAgain() throws Exception {
    proxy.refuse();
    change(well, 2);
    awaitVersion(2, BOUND);
    proxy.restore();
    awaitProof(cut);
    AtomicInteger last = new AtomicInteger(2);
    Promptness.assertWithin(
        STALENESS.dividedBy(2),
        () -> {
          int next = last.incrementAndGet();
          change(well, next);
          return Promptness.until(() -> cut.version() == next);
        });
  }

  @Test
  void whatCouldNotBeSentIsSentLater() {
    proxy.refuse();
    change(cut, 2);
    change(cut, 3);
    assertThat(well.version()).as("nobody could tell").isEqualTo(1);
    assertThat(cut.news.unsent()).isEqualTo(1);
    proxy.restore();
    await().until(() -> well.version() == 3);
    await().until(() -> cut.news.unsent() == 0);
  }

  @Test
  void aLostCounterIsDistrust() {
    well.redis.getKeys().delete(ProductNews.COUNTER);
    store(2);
    await().until(() -> cut.version() == 2);
    change(well, 3);
    await().until(() -> cut.version() == 3);
    String number = well.redis.<String>getBucket(ProductNews.COUNTER, StringCodec.INSTANCE).get();
    assertThat(number).as("the time, which is later than any number before").hasSize(16);
  }

  private void change(Instance writer, int version) {
    store(version);
    writer.cache.changed(id, version);
    writer.news.publish(List.of(product(id.value(), version)));
  }

  private void store(int version) {
    catalog.stored.put(id, product(id.value(), version));
  }

  private void awaitVersion(int version, Duration bound) throws Exception {
    Promptness.assertSoAfter(bound, () -> cut.version() == version);
  }

  private static void awaitProof(Instance instance) {
    long now = System.nanoTime();
    await().until(() -> instance.cache.unprovenFor().toNanos() < System.nanoTime() - now);
  }

  /** What an instance of the shop has of the catalog. */
  private final class Instance {
    private final RedissonClient redis;
    private final ProductCache cache =
        new ProductCache(
            PROPERTIES,
            FakeCatalog.STRATEGY,
            catalog,
            new Freshness(STALENESS, this::nanos),
            FakeCatalog.SWITCHES);
    private final ProductNews news;

    Instance(int redisPort) {
      redis = client(redisPort);
      NewsSequence sequence = new NewsSequence(cache, (kept, changed) -> {});
      news = new ProductNews(redis, sequence, PROPERTIES.proofInterval(), this::nanos).start();
    }

    private long nanos() {
      return System.nanoTime() + ahead.get();
    }

    int version() {
      return cache.find(id).orElseThrow().version();
    }

    void close() {
      news.close();
      redis.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  private static RedissonClient client(int port) {
    Config config = new Config();
    config.setCodec(StringCodec.INSTANCE);
    config
        .useSingleServer()
        .setAddress("redis://127.0.0.1:" + port)
        .setTimeout(1_000)
        .setRetryAttempts(1)
        .setConnectionMinimumIdleSize(2)
        .setConnectionPoolSize(4);
    return Redisson.create(config);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.kernel.ProductId;
import io.mall.app.support.Crowd;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Promptness;
import io.mall.app.support.SwitchedOff;
import io.mall.local.Proxy;
import io.mall.sharding.id.Ids;
import io.mall.sharding.route.RouteLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two instances that share Redis; the test can take it away from the second. */
@MallTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedLevelTest {

  /** What the settings promise, and some time for a busy machine. */
  private static final Duration BOUND = Duration.ofSeconds(3).plusSeconds(2);

  private static final Duration SOON = Duration.ofSeconds(1);

  private static final String STALENESS =
      "mall_catalog_cache_staleness_seconds_count{application=\"mall\",of=";

  private final Mall mall;
  private final Goods goods;
  private String lamp = "";
  private final Proxy proxy = Mall.cluster().proxy("redis");
  private final Mall other =
      Mall.another(
          Map.of(
              "MALL_REDIS_URL",
              "redis://127.0.0.1:" + proxy.port(),
              "mall.catalog.ids-interval",
              "200ms"));

  SharedLevelTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
  }

  @AfterEach
  void redisIsBack() {
    proxy.restore();
    await().until(() -> other.bean(ProductCache.class).unprovenFor().toMillis() < 1_500);
  }

  @AfterAll
  void close() {
    other.close();
  }

  @Test
  void aThousandMissesAtTwoInstancesAreOneReadOfTheDatabase() throws Exception {
    ProductId id = ProductId.of(goods.create("Lamp"));
    try (RouteLog log = RouteLog.record()) {
      findAtOnce(id, 500, mall, other);
      assertThat(log.statements("catalog.find")).hasSize(1);
    }
  }

  @Test
  void withoutRedisTheyAreOneReadAtEachInstance() throws Exception {
    ProductId id = ProductId.of(goods.create("Lamp"));
    proxy.refuse();
    try (RouteLog log = RouteLog.record()) {
      findAtOnce(id, 200, other);
      assertThat(log.statements("catalog.find")).hasSize(1);
    }
  }

  @Test
  void whoWaitsForAReaderThatHasDiedReadsItself() {
    ProductId id = ProductId.of(goods.create("Lamp"));
    mall.bean(RedissonClient.class)
        .getBucket(SharedProducts.PREFIX + id.text() + ":lease", StringCodec.INSTANCE)
        .set("of somebody who died", Duration.ofSeconds(1));
    long start = System.nanoTime();
    assertThat(other.bean(Products.class).find(id)).isPresent();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void whatIsInRedisIsNotReadFromTheDatabase() throws Exception {
    ProductId id = ProductId.of(goods.create("Lamp"));
    Product product = mall.bean(Products.class).require(id);
    await()
        .until(
            () ->
                mall.bean(RedissonClient.class)
                        .getBucket(SharedProducts.PREFIX + id.text(), StringCodec.INSTANCE)
                        .size()
                    > 100);
    try (RouteLog log = RouteLog.record()) {
      assertThat(other.bean(Products.class).require(id)).isEqualTo(product);
      assertThat(log.statements("catalog.find")).isEmpty();
    }
    SwitchedOff.at(other, "shared-cache")
        .during(
            () ->
                SwitchedOff.at(other, "product-memory")
                    .during(
                        () -> {
                          try (RouteLog log = RouteLog.record()) {
                            assertThat(other.bean(Products.class).require(id)).isEqualTo(product);
                            assertThat(log.statements("catalog.find")).hasSize(1);
                          }
                        }));
  }

  @Test
  void aChangeIsSeenAtTheOtherInstanceWithinASecond() {
    String id = goods.create("Lamp");
    List<Duration> took = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      title(other, id);
      String title = "Lamp " + i;
      goods.change(id, Map.of("title", title));
      took.add(Promptness.until(() -> title(other, id).equals(title)));
    }
    Promptness.assertMostWithin(SOON, took);
    assertThat(other.metric(STALENESS + "\"product\"")).isPositive();
  }

  @Test
  void withRedisCutForTenSecondsNothingIsOlderThanTheBoundAndAllIsWellASecondAfter()
      throws Exception {
    nothingIsOlderThanTheBoundWhile(proxy::refuse);
    Promptness.assertWithin(SOON, this::knownAgain);
  }

  /** How long after Redis is back a change is seen that was made when it had been away for long. */
  private Duration knownAgain() {
    proxy.refuse();
    await().until(() -> other.bean(ProductCache.class).unprovenFor().toMillis() > 3_000);
    String title = "Last " + System.nanoTime();
    goods.change(lamp, Map.of("title", title));
    proxy.restore();
    return Promptness.until(() -> title(other, lamp).equals(title));
  }

  /** Connections stay open and nothing comes: nobody is told that the news have stopped. */
  @Test
  @Tag("long")
  void withRedisSilentForTenSecondsNothingIsOlderThanTheBoundEither() throws Exception {
    nothingIsOlderThanTheBoundWhile(() -> proxy.delay(Duration.ofMinutes(1)));
    goods.change(lamp, Map.of("title", "last"));
    proxy.restore();
    Promptness.assertSoAfter(BOUND, () -> title(other, lamp).equals("last"));
  }

  private void nothingIsOlderThanTheBoundWhile(Runnable cut) throws Exception {
    String here = goods.create("Here");
    lamp = here;
    String there = goods.create("There");
    assertThat(title(other, here)).isEqualTo("Here");
    assertThat(title(mall, there)).isEqualTo("There");
    cut.run();
    String ofProducts = STALENESS + "\"product\"";
    double measured = other.metric(ofProducts);
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    for (int i = 0; System.nanoTime() < end; i++) {
      String title = "Changed " + i;
      goods.change(here, Map.of("title", title));
      changeAt(other, there, title);
      Promptness.assertSoAfter(BOUND, () -> title(other, here).equals(title));
      // Whoever changed this one cannot tell.
      Promptness.assertSoAfter(BOUND, () -> title(mall, there).equals(title));
    }
    assertThat(other.metric(ofProducts)).as("what was old is measured").isGreaterThan(measured);
  }

  @Test
  void idsThatSomebodyMakesUpAreNotLookedFor() {
    KnownIds known = other.bean(KnownIds.class);
    goods.create("Lamp");
    await().until(() -> known.size() > 0);
    Products products = other.bean(Products.class);
    int asked = 5_000;
    long start = System.nanoTime();
    try (RouteLog log = RouteLog.record()) {
      for (int i = 0; i < asked; i++) {
        long random = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        assertThat(products.find(new ProductId(random))).isEmpty();
      }
      // Some are looked for in each second, lest the filter be wrong for long.
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;
      assertThat(log.statements("catalog.find")).hasSizeLessThan(40 + (int) (10 * seconds));
    }
    assertThat(known.falsePositiveRate()).isLessThan(0.01);
    assertThat(metrics(other))
        .containsPattern("mall_catalog_ids_false_positives\\{.*} [0-9]")
        .containsPattern("mall_catalog_ids_ruled_out_total\\{.*} [1-9]");
  }

  @Test
  void idsMadeUpAsIfTheyWereNewShareALookAndHideNothingThatIsNew() {
    goods.create("Lamp");
    await().until(() -> other.bean(KnownIds.class).size() > 0);
    Products products = other.bean(Products.class);
    int clients = 50;
    int each = 100;
    long start = System.nanoTime();
    try (RouteLog log = RouteLog.record()) {
      Crowd.of(clients)
          .act(
              each,
              (client, round) -> {
                long now = Ids.firstAt(Instant.now());
                long random = ThreadLocalRandom.current().nextLong(1L << 22);
                assertThat(products.find(new ProductId(now | random))).isEmpty();
                return client;
              });
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;
      int read = log.statements("catalog.find").size() + log.statements("catalog.findIds").size();
      assertThat(read).isLessThan(clients * each / 10 + (int) (10 * seconds));
    }
    for (int i = 0; i < 5; i++) {
      assertThat(title(other, goods.create("New " + i))).isEqualTo("New " + i);
    }
  }

  @Test
  void aRowThatCameInPastTheShopIsFoundAlthoughItsIdIsOld() {
    goods.create("Lamp");
    await().until(() -> other.bean(KnownIds.class).size() > 0);
    ProductId old = new ProductId(ThreadLocalRandom.current().nextLong(1 << 20, 1 << 30));
    JdbcClient.create(mall.bean(DataSource.class))
        .sql(
            "INSERT INTO products (product_id, category_id, title, description, price_amount,"
                + " currency, status, version, created_at, updated_at)"
                + " VALUES (?, ?, 'Imported', '', 1, 'EUR', 'ACTIVE', 1, '2026-01-01', '2026-01-01')")
        .params(old.value(), goods.category.value())
        .update();
    await().until(() -> other.bean(Products.class).find(old).isPresent());
  }

  @Test
  void whatIsCreatedAtOneInstanceIsFoundAtOnceAtTheOther() {
    goods.create("Old");
    await().until(() -> other.bean(KnownIds.class).size() > 0);
    for (int i = 0; i < 20; i++) {
      assertThat(title(other, goods.create("New " + i))).isEqualTo("New " + i);
    }
  }

  @Test
  void whatEverybodyAsksForIsPutIntoTheMemoryOfAllInstances() {
    ProductId id = ProductId.of(goods.create("Lamp"));
    ProductAnswers asked = mall.bean(ProductAnswers.class);
    mall.bean(Products.class).find(id);
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              for (int i = 0; i < 100; i++) {
                asked.find("/api/products/" + id.text(), null);
              }
              return other.bean(ProductAnswers.class).answer(id) != null;
            });
    List<String> here = mall.management().get("/actuator/hotkeys").path("key");
    assertThat(here).contains(id.text());
    List<String> reasons = other.management().get("/actuator/hotkeys").path("reason");
    assertThat(reasons).anySatisfy(reason -> assertThat(reason).contains("at another instance"));
    assertThat(metrics(other)).containsPattern("mall_cache_hot\\{.*found=\"elsewhere\".*} [1-9]");
  }

  @Test
  void aListThatEverybodyAsksForIsReadyOnAllInstances() {
    Goods few = new Goods(mall);
    few.create("Cheap", 100);
    String dear = few.create("Dear", 300);
    String parameters = "sort=-price&limit=2&category=" + few.category.text();
    String path = "/api/products?" + parameters;
    mall.anonymous().get(path).then().statusCode(200);
    ListAnswers asked = mall.bean(ListAnswers.class);
    ProductFilter filter = new ProductFilter(Product.Status.ACTIVE, few.category, null, null, null);
    ProductQuery query = ProductQuery.of(filter, Sort.DEAREST, null, 2);
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              for (int i = 0; i < 100; i++) {
                asked.remember(parameters, query);
              }
              return other.bean(ListAnswers.class).find("/api/products", parameters) != null;
            });
    List<String> here = mall.management().get("/actuator/hotkeys").path("key");
    assertThat(here).contains(parameters);
    List<String> kinds = other.management().get("/actuator/hotkeys").path("kind");
    assertThat(kinds).contains("list");
    try (RouteLog log = RouteLog.record()) {
      assertThat(other.anonymous().get(path).<List<String>>path("items.title"))
          .containsExactly("Dear", "Cheap");
      assertThat(log.statements("catalog.findDearest")).isEmpty();
    }
    double measured = other.metric(STALENESS + "\"list\"");
    few.change(dear, Map.of("title", "Changed"));
    await()
        .until(
            () ->
                other.anonymous().get(path).<List<String>>path("items.title").contains("Changed"));
    assertThat(other.metric(STALENESS + "\"list\"")).isGreaterThan(measured);
  }

  private static void findAtOnce(ProductId id, int each, Mall... instances) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> found = new ArrayList<>();
      for (Mall instance : instances) {
        Products products = instance.bean(Products.class);
        for (int i = 0; i < each; i++) {
          found.add(
              threads.submit(
                  () -> {
                    go.await();
                    return products.find(id).isPresent();
                  }));
        }
      }
      go.countDown();
      for (Future<Boolean> one : found) {
        assertThat(one.get()).isTrue();
      }
    }
  }

  private static void changeAt(Mall instance, String id, String title) {
    String tag = instance.anonymous().get("/api/products/" + id).header("ETag");
    instance
        .admin()
        .header("If-Match", tag)
        .body(Map.of("title", title))
        .patch("/api/products/" + id)
        .then()
        .statusCode(200);
  }

  private static String title(Mall instance, String id) {
    return instance.anonymous().get("/api/products/" + id).path("title");
  }

  private static String metrics(Mall instance) {
    return instance.management().get("/actuator/prometheus").asString();
  }
}

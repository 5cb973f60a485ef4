package io.mall.app.catalog;

import static io.mall.app.catalog.FakeCatalog.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.app.kernel.ProductId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProductCacheTest {

  private static final ProductId ID = new ProductId(1);
  private static final Duration STALENESS = FakeCatalog.PROPERTIES.maxStaleness();

  private final FakeCatalog catalog = new FakeCatalog();
  private final ProductCache cache = catalog.cache();

  @Test
  void aProductIsReadOnce() {
    catalog.store(1, 1);
    assertThat(cache.find(ID)).contains(product(1, 1));
    assertThat(cache.find(ID)).contains(product(1, 1));
    assertThat(catalog.reads).hasSize(1);
    assertThat(cache.hits()).isEqualTo(1);
    assertThat(cache.misses()).isEqualTo(1);
  }

  @Test
  void anAbsentProductIsLookedForOnce() {
    assertThat(cache.find(ID)).isEmpty();
    assertThat(cache.find(ID)).isEmpty();
    assertThat(catalog.reads).hasSize(1);
  }

  @Test
  void anAbsentProductThatIsCreatedIsFound() {
    assertThat(cache.find(ID)).isEmpty();
    catalog.store(1, 1);
    cache.changed(ID, 1);
    assertThat(cache.find(ID)).contains(product(1, 1));
  }

  @Test
  void manyAreReadTogetherAndOnlyThoseMissing() {
    for (long id = 1; id <= 4; id++) {
      catalog.store(id, 1);
    }
    cache.find(new ProductId(2));
    List<ProductId> wanted =
        List.of(new ProductId(4), new ProductId(2), new ProductId(9), new ProductId(4));
    assertThat(cache.findAll(wanted).values()).containsExactly(product(4, 1), product(2, 1));
    assertThat(catalog.reads.getLast()).containsExactly(new ProductId(4), new ProductId(9));
    cache.findAll(wanted);
    assertThat(catalog.reads).hasSize(2);
  }

  @Test
  void whatIsOlderThanAChangeIsForgotten() {
    catalog.store(1, 1);
    cache.find(ID);
    catalog.store(1, 2);
    cache.changed(ID, 2);
    assertThat(cache.find(ID)).contains(product(1, 2));
  }

  @Test
  void oldNewsDoNotForgetWhatIsNewer() {
    catalog.store(1, 5);
    cache.find(ID);
    cache.changed(ID, 5);
    cache.changed(ID, 4);
    cache.find(ID);
    assertThat(catalog.reads).hasSize(1);
  }

  @Test
  void aLoadThatAChangeOvertakesIsNotKept() {
    catalog.store(1, 1);
    catalog.afterRead =
        () -> {
          catalog.afterRead = () -> {};
          catalog.store(1, 2);
          cache.changed(ID, 2);
        };
    assertThat(cache.find(ID)).as("began before the change").contains(product(1, 1));
    assertThat(cache.find(ID)).contains(product(1, 2));
  }

  @Test
  void whoComesAfterAChangeDoesNotWaitForALoadFromBefore() throws Exception {
    catalog.store(1, 1);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    catalog.afterRead =
        () -> {
          catalog.afterRead = () -> {};
          reading.countDown();
          await(changed);
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Product> before = threads.submit(() -> cache.find(ID).orElseThrow());
      reading.await();
      catalog.store(1, 2);
      cache.changed(ID, 2);
      assertThat(cache.find(ID)).contains(product(1, 2));
      changed.countDown();
      assertThat(before.get()).isEqualTo(product(1, 1));
      assertThat(cache.find(ID)).as("the older did not replace it").contains(product(1, 2));
    }
  }

  @Test
  void manyWhoWantTheSameProductReadItOnce() throws Exception {
    catalog.store(1, 1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger waiting = new AtomicInteger();
    catalog.afterRead = () -> await(go);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Product>> found = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        found.add(
            threads.submit(
                () -> {
                  waiting.incrementAndGet();
                  return cache.find(ID).orElseThrow();
                }));
      }
      while (waiting.get() < 50) {
        Thread.onSpinWait();
      }
      go.countDown();
      for (Future<Product> each : found) {
        assertThat(each.get()).isEqualTo(product(1, 1));
      }
    }
    assertThat(catalog.reads).hasSize(1);
  }

  @Test
  void aFailedLoadIsToldAndNotKept() {
    catalog.store(1, 1);
    catalog.afterRead =
        () -> {
          throw new IllegalStateException("away");
        };
    assertThatThrownBy(() -> cache.find(ID)).hasMessage("away");
    catalog.afterRead = () -> {};
    assertThat(cache.find(ID)).contains(product(1, 1));
  }

  @Test
  void withoutProofAProductCountsForSecondsOnly() {
    catalog.store(1, 1);
    cache.find(ID);
    catalog.pass(STALENESS);
    cache.find(ID);
    assertThat(catalog.reads).hasSize(1);
    catalog.pass(Duration.ofMillis(1));
    catalog.store(1, 2);
    assertThat(cache.find(ID)).contains(product(1, 2));
  }

  @Test
  void withProofAProductCountsUntilItExpires() {
    catalog.store(1, 1);
    cache.find(ID);
    for (int minute = 0; minute < 20; minute++) {
      catalog.pass(Duration.ofMinutes(1));
      cache.provenAt(catalog.nanos.get());
      cache.find(ID);
    }
    assertThat(catalog.reads).hasSize(1);
    catalog.pass(Duration.ofMinutes(14));
    cache.provenAt(catalog.nanos.get());
    cache.find(ID);
    assertThat(catalog.reads).hasSize(2);
    assertThat(cache.misses()).isEqualTo(2);
  }

  @Test
  void whatIsInUseIsReadAnewBeforeItExpires() {
    catalog.store(1, 1);
    cache.find(ID);
    for (int minute = 0; minute < 240; minute++) {
      catalog.pass(Duration.ofMinutes(1));
      cache.provenAt(catalog.nanos.get());
      assertThat(cache.find(ID)).isPresent();
    }
    assertThat(cache.misses()).as("only the first waited").isEqualTo(1);
    assertThat(cache.refreshes()).isBetween(8L, 12L);
    assertThat(catalog.reads).hasSize((int) cache.refreshes() + 1);
  }

  @Test
  void whileARefreshFailsTheProductIsServedUntilItExpires() {
    catalog.store(1, 1);
    cache.find(ID);
    catalog.afterRead =
        () -> {
          throw new IllegalStateException("away");
        };
    for (int second = 0; second < 26 * 60; second++) {
      catalog.pass(Duration.ofSeconds(1));
      cache.provenAt(catalog.nanos.get());
      assertThat(cache.find(ID)).isPresent();
      cache.find(ID);
    }
    assertThat(cache.refreshes()).isZero();
    assertThat(catalog.reads).as("tried once a second").hasSizeBetween(2, 26 * 60 / 3);
  }

  @Test
  void absenceExpiresSooner() {
    cache.find(ID);
    catalog.pass(Duration.ofSeconds(67));
    cache.provenAt(catalog.nanos.get());
    cache.find(ID);
    assertThat(catalog.reads).hasSize(2);
  }

  @Test
  void whenNewsMayHaveBeenMissedNothingCounts() {
    catalog.store(1, 1);
    cache.find(ID);
    cache.distrust();
    cache.provenAt(catalog.nanos.get());
    catalog.store(1, 2);
    assertThat(cache.find(ID)).contains(product(1, 2));
  }

  @Test
  void aLoadFromBeforeADistrustDoesNotCount() {
    catalog.store(1, 1);
    catalog.afterRead =
        () -> {
          catalog.afterRead = () -> {};
          catalog.store(1, 2);
          cache.distrust();
        };
    assertThat(cache.find(ID)).contains(product(1, 1));
    assertThat(cache.find(ID)).contains(product(1, 2));
  }

  @Test
  void itsWeightIsBounded() {
    for (long id = 1; id <= 10_000; id++) {
      catalog.store(id, 1);
      cache.find(new ProductId(id));
    }
    assertThat(cache.size()).isBetween(500L, 3_000L);
  }

  @Test
  void nobodyEverSeesAnOlderVersionThanOneThatWasToldBefore() throws Exception {
    AtomicInteger told = new AtomicInteger(1);
    AtomicBoolean done = new AtomicBoolean();
    catalog.store(1, 1);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(threads.submit(() -> readUntil(done, told)));
      }
      for (int version = 2; version <= 20_000; version++) {
        catalog.store(1, version);
        cache.changed(ID, version);
        told.set(version);
      }
      done.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    }
  }

  private int readUntil(AtomicBoolean done, AtomicInteger told) {
    int reads = 0;
    while (!done.get() || reads == 0) {
      int atLeast = told.get();
      assertThat(cache.find(ID).orElseThrow().version()).isGreaterThanOrEqualTo(atLeast);
      reads++;
    }
    return reads;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

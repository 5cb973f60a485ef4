package io.mall.sharding.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.local.Engine;
import io.mall.local.Member;
import io.mall.sharding.TestShards;
import io.mall.sharding.id.RedisWorkerLeases.Timing;
import io.mall.sharding.slot.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

@Tag("real")
class RedisWorkerLeasesTest {
  private static final Timing QUICK =
      new Timing(Duration.ofMillis(800), Duration.ofMillis(200), Duration.ZERO);

  private static RedissonClient redis;

  private final String key = "test:workers:" + UUID.randomUUID();

  static RedissonClient connect(String url) {
    Config config = new Config();
    config.setThreads(2).setNettyThreads(2);
    config
        .useSingleServer()
        .setAddress(url)
        .setConnectionPoolSize(8)
        .setConnectionMinimumIdleSize(1)
        .setSubscriptionConnectionMinimumIdleSize(1)
        .setTimeout(500)
        .setRetryAttempts(1);
    return Redisson.create(config);
  }

  static String url() {
    String url = TestShards.cluster().environment().get("MALL_REDIS_URL");
    return Objects.requireNonNull(url);
  }

  @BeforeAll
  static void connect() {
    redis = connect(url());
  }

  @AfterAll
  static void disconnect() {
    redis.shutdown();
  }

  private RedisWorkerLeases leases(Timing timing) {
    return new RedisWorkerLeases(redis, key, timing);
  }

  private static void pass(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  @Test
  void holdersWhoAskAtOnceGetDifferentWorkersAndTheNextOneAClearError() throws Exception {
    RedisWorkerLeases leases = leases(Timing.NORMAL);
    List<Integer> workers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Lease> acquire = () -> leases.acquire(Ids.EPOCH_MILLIS);
      for (Future<Lease> each : threads.invokeAll(Collections.nCopies(Ids.WORKERS, acquire))) {
        workers.add(each.get().worker());
      }
    }
    assertThat(workers).doesNotHaveDuplicates().hasSize(Ids.WORKERS);
    assertThatThrownBy(() -> leases.acquire(Ids.EPOCH_MILLIS))
        .isInstanceOf(NoFreeWorkerException.class)
        .hasMessageContaining("All 64 worker numbers")
        .hasMessageContaining("HGETALL " + key);
  }

  @Test
  void aLeaseIsRenewedByItsHolderAlone() {
    RedisWorkerLeases leases = leases(Timing.NORMAL);
    Lease lease = leases.acquire(Ids.EPOCH_MILLIS);
    assertThat(leases.renew(lease, lease.from() + 5_000))
        .hasValueSatisfying(
            renewed -> {
              assertThat(renewed.from()).isEqualTo(lease.from());
              assertThat(renewed.until()).isGreaterThanOrEqualTo(lease.until() + 5_000);
            });
    Lease stranger =
        new Lease(lease.worker(), "stranger", lease.from(), lease.until(), lease.now());
    assertThat(leases.renew(stranger, lease.from())).isEmpty();
    leases.release(stranger, lease.from());
    assertThat(leases.renew(lease, lease.from())).isPresent();
  }

  @Test
  void aReleasedWorkerContinuesAfterTheLastMillisecondUsed() {
    RedisWorkerLeases leases = leases(QUICK);
    Lease lease = leases.acquire(Ids.EPOCH_MILLIS);
    long used = lease.from() + 700;
    leases.release(lease, used);
    assertThat(leases.renew(lease, used)).isEmpty();
    assertThat(theOneWithTheNumberOf(lease, leases).from()).isGreaterThan(used);
  }

  @Test
  void aLeaseThatRanOutGoesToSomeoneWhoStartsBehindIt() throws Exception {
    RedisWorkerLeases leases = leases(QUICK);
    Lease lease = leases.acquire(Ids.EPOCH_MILLIS);
    pass(1_100);
    assertThat(leases.renew(lease, lease.from())).isPresent();
    pass(1_100);
    Lease next = theOneWithTheNumberOf(lease, leases);
    assertThat(next.from()).isGreaterThanOrEqualTo(lease.until());
    assertThat(leases.renew(lease, lease.from())).isEmpty();
  }

  private static Lease theOneWithTheNumberOf(Lease lease, RedisWorkerLeases leases) {
    List<Lease> all = new ArrayList<>();
    for (int i = 0; i < Ids.WORKERS; i++) {
      all.add(leases.acquire(Ids.EPOCH_MILLIS));
    }
    return all.stream().filter(each -> each.worker() == lease.worker()).findFirst().orElseThrow();
  }

  @Test
  void inANewRegistryEveryoneStartsAfterTheQuarantine() {
    RedisWorkerLeases leases = leases(Timing.NORMAL);
    Lease first = leases.acquire(Ids.EPOCH_MILLIS);
    Lease second = leases.acquire(Ids.EPOCH_MILLIS);
    assertThat(first.from()).isEqualTo(first.now() + 60_000);
    assertThat(second.from()).isEqualTo(first.from());
    assertThat(redis.getMap(key, StringCodec.INSTANCE)).containsKeys("born").hasSize(3);
  }

  @Test
  void aProcessFrozenPastItsLeaseIssuesNoIdThatItsSuccessorIssues() throws Exception {
    List<Long> ids = Collections.synchronizedList(new ArrayList<>());
    try (IdsProcess process = IdsProcess.start(url(), key, ids)) {
      process.await(ids, 200);
      process.freeze();
      pass(1_200);
      List<Ids> successors = new ArrayList<>();
      try {
        for (int i = 0; i < Ids.WORKERS; i++) {
          successors.add(Ids.open(leases(QUICK)));
        }
        successors.getFirst().renew();
        int frozen = ids.size();
        process.resume();
        for (int i = 0; i < 200; i++) {
          for (Ids each : successors) {
            ids.add(insistently(each));
          }
        }
        successors.forEach(Ids::close);
        process.await(ids, frozen + 200 * Ids.WORKERS + 200);
      } finally {
        successors.forEach(Ids::close);
      }
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  /** On a busy machine a lease this short may run out before it is renewed. */
  private static long insistently(Ids ids) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try {
        return ids.next(new Slot(7));
      } catch (IdsUnavailableException notNow) {
        assertThat(System.nanoTime() - deadline).as("waited for an id for 60 s").isNegative();
        pass(20);
      }
    }
  }

  @Test
  void idsSurviveAFrozenAndARestartedRedis() throws Exception {
    Assumptions.assumeFalse(Engine.fromProperty() == Engine.EXTERNAL);
    Member server = TestShards.cluster().member("redis");
    List<Long> issued = new ArrayList<>();
    try (Ids ids = Ids.open(leases(Timing.NORMAL))) {
      issued.add(ids.next(new Slot(0)));
      server.pause();
      assertThatThrownBy(ids::renew).isInstanceOf(RuntimeException.class);
      issued.add(ids.next(new Slot(0)));
      server.resume();
      server.kill();
      issued.add(ids.next(new Slot(0)));
      server.start();
      Lease before = ids.lease();
      renewWhenRedisIsFoundAgain(ids);
      assertThat(ids.lease().worker()).isEqualTo(before.worker());
      assertThat(ids.lease().until()).isGreaterThanOrEqualTo(before.until());
      issued.add(ids.next(new Slot(0)));
    } finally {
      if (!server.running()) {
        server.start();
      }
    }
    assertThat(issued).isSorted().doesNotHaveDuplicates();
  }

  private static void renewWhenRedisIsFoundAgain(Ids ids) throws InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        ids.renew();
        return;
      } catch (RuntimeException notYet) {
        if (tries == 50) {
          throw notYet;
        }
        pass(100);
      }
    }
  }
}

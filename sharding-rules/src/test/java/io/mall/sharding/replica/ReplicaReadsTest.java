package io.mall.sharding.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.local.Member;
import io.mall.sharding.Rules;
import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.TestShards;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who answers reads while replicas fall behind, stop, freeze and die; what whoever has written
 * sees.
 */
@Tag("real")
@Tag("engine")
class ReplicaReadsTest {

  /** Slots of the first and the second server. */
  private static final int HERE = 100;

  private static final int THERE = 900;

  private final AtomicBoolean reads = new AtomicBoolean(true);
  private final AtomicBoolean waits = new AtomicBoolean(true);
  private ShardedDataSource shards = TestShards.get();
  private Cart carts = new Cart(shards);

  @BeforeEach
  void open() {
    var environment = TestShards.environment();
    shards =
        ShardedDataSource.of(Rules.bundled())
            .placeholders(environment::get)
            .pools((_, config) -> config.setMaximumPoolSize(4))
            .replicas(new ReplicaSwitches(reads::get, waits::get))
            .open();
    carts = new Cart(shards);
    until(() -> usable("ds_0_replica") && usable("ds_1_replica"));
  }

  @AfterEach
  void close() {
    shards.close();
    TestShards.cluster().awaitReplicas();
  }

  @Test
  void whoeverHasWrittenSeesItOnAReplica() throws SQLException {
    Map<Long, ReadAfter> users = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      long user = TestShards.id(i % 2 == 0 ? HERE : THERE);
      ReadAfter written = carts.put(user);
      users.put(user, written);
      assertThat(written.token()).isNotEmpty();
      assertThat(carts.lines(user, written)).isEqualTo(1);
      assertThat(carts.lines(user, ReadAfter.parse(written.token()).orElseThrow())).isEqualTo(1);
    }
    // On a slow machine a replica is often later than it is waited for.
    assertThat(onReplicas("ds_0") + onReplicas("ds_1")).as("of 80 reads").isPositive();
    TestShards.cluster().awaitReplicas();
    until(() -> usable("ds_0_replica") && usable("ds_1_replica"));
    long before = onReplicas("ds_0") + onReplicas("ds_1");
    for (Map.Entry<Long, ReadAfter> each : users.entrySet()) {
      assertThat(carts.lines(each.getKey(), each.getValue())).isEqualTo(1);
    }
    assertThat(onReplicas("ds_0") + onReplicas("ds_1") - before)
        .as("of 40 reads of what is there")
        .isGreaterThan(35);
  }

  @Test
  void whatARequestHasWrittenItReadsItself() throws SQLException {
    long user = TestShards.id(THERE);
    int seen =
        ReadScope.of(ReadAfter.NOTHING, () -> false)
            .call(
                () -> {
                  carts.insert(user);
                  return carts.count(user);
                });
    assertThat(seen).isEqualTo(1);
  }

  @Test
  void aTransactionTellsWhatItHasCommitted() throws SQLException {
    ReadScope scope = ReadScope.of(ReadAfter.NOTHING, () -> false);
    scope.<Integer, SQLException>call(
        () -> {
          try (var connection = shards.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            int inserted = carts.insert(connection, TestShards.id(THERE));
            assertThat(scope.written().isNothing()).isTrue();
            connection.commit();
            return inserted;
          }
        });
    assertThat(scope.written().isNothing()).isFalse();
  }

  @Test
  void withOneReplicaStoppedNobodyWhoWroteReadsStaleAndTheOthersStayOnReplicas() throws Exception {
    int stale = 0;
    int held = 0;
    long before = onReplicas("ds_0");
    long others = 0;
    long stranger = TestShards.id(HERE);
    long stop;
    try (Following behind = Following.stopped()) {
      stop = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (held <= 50 || System.nanoTime() - stop < 0) {
        long user = TestShards.id(THERE);
        ReadAfter written = carts.put(user);
        stale += carts.lines(user, written) == 1 ? 0 : 1;
        held++;
        assertThat(carts.count(stranger)).isZero();
        others++;
      }
      assertThat(behind).isNotNull();
      assertThat(usable("ds_1_replica")).isFalse();
      assertThat(state("ds_1_replica").reason()).contains("does not apply");
    }
    assertThat(held).as("clients with a token").isGreaterThan(50);
    assertThat(stale).as("stale reads of %d clients with a token", held).isZero();
    assertThat(onReplicas("ds_0") - before).isGreaterThanOrEqualTo(others * 9 / 10);
    until(() -> usable("ds_1_replica"));
    long back = onReplicas("ds_1");
    assertThat(carts.count(TestShards.id(THERE))).isZero();
    assertThat(onReplicas("ds_1")).as("by itself").isEqualTo(back + 1);
  }

  @Test
  void aReplicaThatFallsBehindWithoutAWordIsLeftOutOverTheLimit() throws Exception {
    try (Following behind = Following.blocked()) {
      long user = TestShards.id(THERE);
      ReadAfter written = carts.put(user);
      assertThat(carts.lines(user, written)).as("before the lag is over the limit").isEqualTo(1);
      assertThat(shards.replicas().reads("ds_1", Choice.PRIMARY_BEHIND)).isPositive();
      until(() -> !usable("ds_1_replica"));
      assertThat(state("ds_1_replica").reason()).contains("behind");
      assertThat(state("ds_1_replica").lag().orElseThrow()).isGreaterThan(Duration.ofSeconds(2));
      assertThat(carts.count(user)).as("on the primary, without a token").isEqualTo(1);
      assertThat(behind).isNotNull();
    }
    until(() -> usable("ds_1_replica"));
  }

  @Test
  void aReplicaThatDiesOrFreezesIsLeftOutUntilItIsBack() throws Exception {
    Member replica = TestShards.cluster().member("db-b-replica");
    long user = TestShards.id(THERE);
    carts.put(user);
    replica.pause();
    try {
      until(() -> !usable("ds_1_replica"));
      assertThat(carts.count(user)).isEqualTo(1);
    } finally {
      replica.resume();
    }
    until(() -> usable("ds_1_replica"));
    replica.kill();
    try {
      until(() -> !usable("ds_1_replica"));
      assertThat(carts.count(user)).isEqualTo(1);
      assertThat(usable("ds_0_replica")).isTrue();
    } finally {
      replica.start();
    }
    until(() -> usable("ds_1_replica"));
  }

  @Test
  void withoutItsPrimaryADataSourceIsReadAndWritesAreRefusedAtOnce() throws Exception {
    Member primary = TestShards.cluster().member("db-b-primary");
    long user = TestShards.id(THERE);
    ReadAfter written = carts.put(user);
    TestShards.cluster().awaitReplicas();
    primary.kill();
    try {
      until(() -> shards.replicas().whyAway("ds_1_primary") != null);
      assertThat(carts.lines(user, written)).isEqualTo(1);
      assertThat(ReadScope.<Integer, SQLException>onPrimary(() -> carts.count(user))).isEqualTo(1);
      long start = System.nanoTime();
      assertThatThrownBy(() -> carts.put(TestShards.id(THERE)))
          .isInstanceOfSatisfying(
              SQLException.class, away -> assertThat(away.getSQLState()).isEqualTo("08001"))
          .hasMessageContaining("ds_1_primary is away");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      carts.put(TestShards.id(HERE));
    } finally {
      primary.start();
    }
    until(() -> shards.replicas().whyAway("ds_1_primary") == null && usable("ds_1_replica"));
    carts.put(TestShards.id(THERE));
  }

  @Test
  void aPositionThatNobodyHasCostsAShortWaitAndIsReadOnThePrimary() throws SQLException {
    ReadAfter forged = ReadAfter.of(Map.of("ds_1", Position.parse("4711:999999999999999999")));
    long user = TestShards.id(THERE);
    long start = System.nanoTime();
    assertThat(carts.lines(user, forged)).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    assertThat(shards.replicas().reads("ds_1", Choice.PRIMARY_BEHIND)).isEqualTo(1);
    waits.set(false);
    assertThat(carts.lines(user, forged)).isZero();
    assertThat(shards.replicas().reads("ds_1", Choice.PRIMARY_BEHIND)).isEqualTo(2);
  }

  @Test
  void switchedOffEveryReadGoesToThePrimary() throws SQLException {
    reads.set(false);
    assertThat(carts.count(TestShards.id(HERE))).isZero();
    assertThat(shards.replicas().reads("ds_0", Choice.PRIMARY_SWITCHED_OFF)).isEqualTo(1);
    assertThat(onReplicas("ds_0")).isZero();
  }

  @Test
  void aScopeEndsWithItsBlockAndIsNotInherited() throws Exception {
    List<Boolean> bound = new CopyOnWriteArrayList<>();
    ReadScope.of(ReadAfter.NOTHING, () -> true)
        .call(
            () -> {
              bound.add(ReadScope.current() != null);
              Thread.ofVirtual().start(() -> bound.add(ReadScope.current() != null)).join();
              return bound;
            });
    bound.add(ReadScope.current() != null);
    assertThat(bound).containsExactly(true, false, false);
  }

  private long onReplicas(String dataSource) {
    return shards.replicas().reads(dataSource, Choice.REPLICA)
        + shards.replicas().reads(dataSource, Choice.REPLICA_AFTER_WAIT);
  }

  private boolean usable(String replica) {
    return state(replica).usable();
  }

  private ReplicaState state(String replica) {
    return shards.replicas().state(replica).orElseThrow();
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("waited for 60 s").isNegative();
      Thread.onSpinWait();
      LockSupport.parkNanos(5_000_000);
    }
  }
}

package io.mall.app.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.slot.TableGroup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Sweeps visit all groups, alone or together, and go on after a failure. */
@MallTest
class SweeperTest {

  private final Fences fences;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  SweeperTest(Mall mall) {
    this.fences = mall.bean(Fences.class);
  }

  @Test
  void everyGroupIsVisitedUntilItHasNoMore() {
    Counting sweep = new Counting(false);
    Sweeper sweeper = sweeper(sweep);
    sweeper.start();
    await().until(() -> sweep.groups.size() == TableGroup.COUNT);
    sweeper.stop();
  }

  @Test
  void ofTwoInstancesOneWorksAtATime() {
    Counting sweep = new Counting(true);
    Sweeper first = sweeper(sweep);
    Sweeper second = sweeper(sweep);
    first.start();
    second.start();
    await().until(() -> sweep.calls.get() > 10 * TableGroup.COUNT);
    first.stop();
    second.stop();
    assertThat(sweep.most).as("instances at work at once").hasValue(1);
  }

  @Test
  void aRoundThatFailsIsFollowedByTheNext() {
    Counting sweep =
        new Counting(true) {
          @Override
          public boolean sweep(TableGroup group) {
            super.sweep(group);
            throw new IllegalStateException("planted failure");
          }
        };
    Sweeper sweeper = sweeper(sweep);
    sweeper.start();
    await().until(() -> sweep.calls.get() > 3);
    sweeper.stop();
  }

  @Test
  void groupsWhoseServerIsAwayDoNotKeepTheOthers() {
    Counting sweep =
        new Counting(true) {
          // One round only.
          @Override
          public Duration pause() {
            return groups.isEmpty() ? super.pause() : Duration.ofHours(1);
          }

          @Override
          public boolean sweep(TableGroup group) {
            groups.add(group);
            if (group.number() < TableGroup.COUNT / 2) {
              throw new IllegalStateException("planted failure");
            }
            return false;
          }
        };
    Sweeper sweeper = sweeper(sweep);
    sweeper.start();
    await().until(() -> meters.find("mall.sweep.failures").counter() != null);
    sweeper.stop();
    assertThat(sweep.groups).containsExactlyInAnyOrderElementsOf(TableGroup.all());
  }

  private Sweeper sweeper(Sweep sweep) {
    SweepProperties properties =
        new SweepProperties(true, Duration.ofSeconds(5), Duration.ofSeconds(5));
    return new Sweeper(List.of(sweep), properties, fences, meters);
  }

  private static class Counting implements Sweep {

    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final Set<TableGroup> groups = ConcurrentHashMap.newKeySet();
    private final AtomicInteger atWork = new AtomicInteger();
    private final String name = "test." + UUID.randomUUID();
    private final boolean alone;

    Counting(boolean alone) {
      this.alone = alone;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Duration pause() {
      return Duration.ofMillis(5);
    }

    @Override
    public boolean alone() {
      return alone;
    }

    @Override
    public boolean sweep(TableGroup group) {
      most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
      groups.add(group);
      LockSupport.parkNanos(100_000);
      atWork.decrementAndGet();
      return calls.incrementAndGet() % 7 == 0;
    }
  }
}

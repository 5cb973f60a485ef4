package io.mall.sharding.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.sharding.id.World.Node;
import io.mall.sharding.slot.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IdsTest {
  private final World world = new World();

  private Ids ids() {
    return Ids.manual(world.leases, () -> (world.millis - World.START) * 1_000_000);
  }

  /** Time passes as it would with a generator that renews by itself. */
  private void pass(long millis, Ids... renewing) {
    for (long passed = 0; passed < millis; passed += 5_000) {
      world.millis += Math.min(5_000, millis - passed);
      for (Ids each : renewing) {
        each.renew();
      }
    }
  }

  @Test
  void anIdCarriesItsSlotItsWorkerAndItsTime() {
    Ids ids = ids();
    pass(120_000, ids);
    long id = ids.next(new Slot(700));
    assertThat(id).isPositive();
    assertThat(Slot.ofId(id)).isEqualTo(new Slot(700));
    assertThat(Ids.workerOf(id)).isEqualTo(ids.lease().worker());
    assertThat(Ids.timeOf(id)).isEqualTo(Instant.ofEpochMilli(world.millis));
  }

  @Test
  void idsOfOneGeneratorOnlyGrow() {
    Ids ids = ids();
    long last = 0;
    for (int i = 0; i < 100_000; i++) {
      long id = ids.next(new Slot(i % Slot.COUNT)) >>> Slot.BITS;
      assertThat(id).isGreaterThan(last);
      last = id;
      world.millis += i % 3 == 0 ? 1 : 0;
    }
  }

  @Test
  void threadsNeverShareAnId() throws Exception {
    InMemoryWorkerLeases leases = new InMemoryWorkerLeases(System::currentTimeMillis);
    try (Ids ids = Ids.open(leases);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Callable<long[]> issuing =
          () -> LongStream.range(0, 50_000).map(each -> ids.next(new Slot(3))).toArray();
      List<long[]> perThread = new ArrayList<>();
      for (Future<long[]> each : threads.invokeAll(Collections.nCopies(8, issuing))) {
        perThread.add(each.get());
      }
      assertThat(perThread).allSatisfy(own -> assertThat(own).isSorted());
      long[] all = perThread.stream().flatMapToLong(Arrays::stream).toArray();
      assertThat(LongStream.of(all).distinct().count()).isEqualTo(400_000);
    }
  }

  @Test
  void aClockSetBackAnHourChangesNothing() {
    Node node = world.node();
    pass(120_000);
    node.renew();
    assertThat(node.issue(10, 0)).isEqualTo(10);
    node.setClockBack(3_600_000);
    assertThat(node.issue(10_000, 0)).isEqualTo(10_000);
    for (int i = 0; i < 100; i++) {
      world.millis += 1_000;
      node.renew();
      assertThat(node.issue(20_000, 0)).isEqualTo(20_000);
    }
    world.assertUnique();
  }

  @Test
  void aPausedHolderAndItsSuccessorNeverIssueTheSameId() {
    List<Ids> all = new ArrayList<>();
    for (int i = 0; i < Ids.WORKERS; i++) {
      all.add(ids());
    }
    Ids paused = all.getFirst();
    int worker = paused.lease().worker();
    long[] before = LongStream.range(0, 500).map(each -> paused.next(new Slot(1))).toArray();
    pass(150_000, all.subList(1, all.size()).toArray(Ids[]::new));
    Ids successor = ids();
    assertThat(successor.lease().worker()).isEqualTo(worker);
    long[] after = LongStream.range(0, 500).map(each -> successor.next(new Slot(1))).toArray();
    assertThatThrownBy(() -> paused.next(new Slot(1)))
        .isInstanceOf(IdsUnavailableException.class)
        .hasCauseInstanceOf(NoFreeWorkerException.class);
    assertThat(LongStream.concat(Arrays.stream(before), Arrays.stream(after)).distinct().count())
        .isEqualTo(1_000);
    assertThat(after[0]).isGreaterThan(before[499]);
  }

  @Test
  void whenAllWorkersAreTakenThereIsOneClearError() {
    for (int i = 0; i < Ids.WORKERS; i++) {
      ids();
    }
    assertThatThrownBy(this::ids).isInstanceOf(NoFreeWorkerException.class);
  }

  @Test
  void withoutLeasesIdsGoOnUntilTheLeaseEndsAndComeBackAfterwards() {
    Ids ids = ids();
    pass(120_000, ids);
    world.leases.away(true);
    world.millis += 25_000;
    assertThat(ids.next(new Slot(0))).isPositive();
    world.millis += 10_000;
    assertThatThrownBy(() -> ids.next(new Slot(0)))
        .isInstanceOf(IdsUnavailableException.class)
        .hasMessageContaining("worker 0")
        .hasMessageContaining("could not be renewed")
        .hasRootCauseMessage("leases are away");
    world.leases.away(false);
    world.millis += 1_000;
    assertThat(ids.next(new Slot(0))).isPositive();
  }

  @Test
  void inTheFirstMinuteOfARegistryIdsBeginWhenItIsOverAndEndNinetySecondsAfterItsBirth() {
    Instant over = Instant.ofEpochMilli(World.START + InMemoryWorkerLeases.QUARANTINE);
    Ids ids = ids();
    pass(20_000, ids);
    world.leases.away(true);
    assertThat(Ids.timeOf(ids.next(new Slot(0)))).isEqualTo(over);
    world.millis = World.START + 89_999;
    assertThat(Ids.timeOf(ids.next(new Slot(0)))).isEqualTo(over.plusMillis(29_999));
    world.millis++;
    assertThatThrownBy(() -> ids.next(new Slot(0))).isInstanceOf(IdsUnavailableException.class);
  }

  @Test
  void aBurstIsBorrowedFromTheFutureAndTheRestIsRefused() {
    Ids ids = ids();
    pass(120_000, ids);
    int borrowable = 960_000;
    for (int i = 0; i < borrowable; i++) {
      ids.next(new Slot(0));
    }
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 200; i++) {
                ids.next(new Slot(0));
              }
            })
        .isInstanceOf(IdsUnavailableException.class)
        .hasMessageContaining("64,000 a second");
  }

  @Test
  void aWorkerGivenBackIsTakenUpWhereItWasLeft() {
    Ids first = ids();
    pass(120_000, first);
    long last = first.next(new Slot(5));
    first.close();
    pass(10);
    Ids second = ids();
    assertThat(second.lease().worker()).isEqualTo(first.lease().worker());
    assertThat(second.next(new Slot(5))).isGreaterThan(last);
    assertThatThrownBy(() -> first.next(new Slot(5)))
        .isInstanceOf(IdsUnavailableException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void afterTheLeasesAreLostNewHoldersStartBeyondWhatOldOnesMayStillUse() {
    Ids survivor = ids();
    pass(120_000, survivor);
    world.leases.lose();
    Ids newcomer = ids();
    assertThat(newcomer.lease().worker()).isEqualTo(survivor.lease().worker());
    assertThat(newcomer.lease().from()).isGreaterThan(survivor.lease().until());
    survivor.renew();
    assertThat(survivor.lease().worker()).isNotEqualTo(newcomer.lease().worker());
  }
}

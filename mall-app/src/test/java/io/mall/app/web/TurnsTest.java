package io.mall.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One place to work in, two to wait. */
class TurnsTest {

  private static final long LONG = TimeUnit.SECONDS.toNanos(20);

  private final Turns turns = new Turns(1, 2);
  private final List<Priority> begun = new CopyOnWriteArrayList<>();

  @Test
  void theWorthiestIsNextAndAmongEqualsTheFirst() throws Exception {
    assertThat(turns.begin(Priority.BROWSE, 0)).isTrue();
    FutureTask<Boolean> browse = arrive(Priority.BROWSE, LONG, 1);
    FutureTask<Boolean> checkout = arrive(Priority.CHECKOUT, LONG, 2);
    turns.end();
    assertThat(checkout.get(60, TimeUnit.SECONDS)).isTrue();
    assertThat(begun).containsExactly(Priority.CHECKOUT);
    turns.end();
    assertThat(browse.get(60, TimeUnit.SECONDS)).isTrue();
    turns.end();
    assertThat(turns.free()).isOne();
    assertThat(turns.waiting()).isZero();
  }

  @Test
  void whoLooksAroundIsSentAwayForWhoBuysAndNeverTheOtherWayRound() throws Exception {
    assertThat(turns.begin(Priority.BROWSE, 0)).isTrue();
    FutureTask<Boolean> first = arrive(Priority.BROWSE, LONG, 1);
    FutureTask<Boolean> second = arrive(Priority.BROWSE, LONG, 2);
    FutureTask<Boolean> checkout = arrive(Priority.CHECKOUT, LONG, 2);
    assertThat(second.get(60, TimeUnit.SECONDS)).as("the last who came").isFalse();
    FutureTask<Boolean> callback = arrive(Priority.CALLBACK, LONG, 2);
    assertThat(first.get(60, TimeUnit.SECONDS)).isFalse();
    assertThat(turns.begin(Priority.BROWSE, LONG)).isFalse();
    assertThat(turns.begin(Priority.ACCOUNT, LONG)).isFalse();
    assertThat(turns.begin(Priority.CHECKOUT, LONG)).as("worth no more than all others").isFalse();
    turns.end();
    assertThat(callback.get(60, TimeUnit.SECONDS)).isTrue();
    turns.end();
    assertThat(checkout.get(60, TimeUnit.SECONDS)).isTrue();
    assertThat(begun).containsExactly(Priority.CALLBACK, Priority.CHECKOUT);
  }

  @Test
  void whoHasWaitedTooLongGoesAndLeavesNothingBehind() {
    assertThat(turns.begin(Priority.BROWSE, 0)).isTrue();
    assertThat(turns.begin(Priority.CHECKOUT, TimeUnit.MILLISECONDS.toNanos(5))).isFalse();
    Thread.currentThread().interrupt();
    assertThat(turns.begin(Priority.CHECKOUT, LONG)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(turns.waiting()).isZero();
    turns.end();
    assertThat(turns.free()).isOne();
  }

  @Test
  void noTurnIsLostOrGivenTwice() throws Exception {
    Turns many = new Turns(3, 8);
    List<FutureTask<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Priority priority = List.of(Priority.values()).get(i % 4);
      FutureTask<Boolean> task =
          new FutureTask<>(
              () -> {
                for (int round = 0; round < 500; round++) {
                  if (many.begin(priority, round % 3 * 1_000L)) {
                    assertThat(many.free()).isBetween(0, 3);
                    Thread.onSpinWait();
                    many.end();
                  }
                }
                return true;
              });
      all.add(task);
      Thread.ofVirtual().start(task);
    }
    for (FutureTask<Boolean> each : all) {
      assertThat(each.get(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(many.free()).isEqualTo(3);
    assertThat(many.waiting()).isZero();
  }

  /** Comes and is waiting, with so many others, when this returns. */
  private FutureTask<Boolean> arrive(Priority priority, long patience, int waiting) {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              boolean turn = turns.begin(priority, patience);
              if (turn) {
                begun.add(priority);
              }
              return turn;
            });
    Thread thread = Thread.ofVirtual().start(task);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> turns.waiting() == waiting && thread.getState() == Thread.State.TIMED_WAITING);
    return task;
  }
}

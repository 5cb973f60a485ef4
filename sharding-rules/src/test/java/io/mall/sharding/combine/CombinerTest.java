package io.mall.sharding.combine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CombinerTest {

  private static final Duration LONG = Duration.ofSeconds(15);

  /** A desk that serves nobody until it is opened, and remembers what it served. */
  private static final class Counter implements Desk<String, Integer, String> {

    final CountDownLatch busy = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);
    final Queue<List<Integer>> batches = new ConcurrentLinkedQueue<>();
    volatile @Nullable Thread servedBy;

    @Override
    public List<Answer<String>> serve(String key, List<Integer> requests) {
      servedBy = Thread.currentThread();
      batches.add(requests);
      busy.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return requests.stream().map(each -> Answer.of(key + each)).toList();
    }
  }

  private final Counter counter = new Counter();

  @Test
  void whoFindsNobodyIsServedAtOnceOnTheSameThread() {
    counter.open.countDown();
    Combiner<String, Integer, String> combiner = new Combiner<>(counter, 8, LONG);

    assertThat(combiner.call("a", 1)).isEqualTo("a1");
    assertThat(combiner.call("a", 2)).isEqualTo("a2");

    assertThat(counter.batches).containsExactly(List.of(1), List.of(2));
    assertThat(counter.servedBy).isSameAs(Thread.currentThread());
  }

  @Test
  void whoComesMeanwhileIsServedTogetherInTheOrderOfArrival() throws Exception {
    Combiner<String, Integer, String> combiner = new Combiner<>(counter, 4, LONG);
    List<FutureTask<String>> callers = queue(combiner, 0, 11);

    counter.open.countDown();

    for (int i = 0; i < 11; i++) {
      assertThat(callers.get(i).get()).isEqualTo("a" + i);
    }
    assertThat(counter.batches)
        .containsExactly(List.of(0), List.of(1, 2, 3, 4), List.of(5, 6, 7, 8), List.of(9, 10));
  }

  @Test
  void anotherKeyDoesNotWait() throws Exception {
    Combiner<String, Integer, String> combiner =
        new Combiner<>(
            (key, requests) ->
                key.equals("a") ? counter.serve(key, requests) : List.of(Answer.of("free")),
            4,
            LONG);
    List<FutureTask<String>> callers = queue(combiner, 0, 2);

    assertThat(combiner.call("b", 1)).isEqualTo("free");

    counter.open.countDown();
    assertThat(callers.getLast().get()).isEqualTo("a1");
  }

  @Test
  void whoWaitsTooLongIsToldSoAndNeverServed() throws Exception {
    Combiner<String, Integer, String> combiner = new Combiner<>(counter, 4, Duration.ofMillis(20));
    FutureTask<String> first = call(combiner, 0);
    counter.busy.await();

    assertThatExceptionOfType(NotServedException.class)
        .isThrownBy(() -> combiner.call("a", 1))
        .withMessageContaining("its turn did not come");

    counter.open.countDown();
    assertThat(first.get()).isEqualTo("a0");
    assertThat(combiner.call("a", 2)).isEqualTo("a2");
    assertThat(counter.batches).containsExactly(List.of(0), List.of(2));
  }

  @Test
  void whoIsInterruptedWhileWaitingLeavesAndStaysInterrupted() throws Exception {
    Combiner<String, Integer, String> combiner = new Combiner<>(counter, 4, LONG);
    FutureTask<String> first = call(combiner, 0);
    counter.busy.await();
    FutureTask<Boolean> interrupted =
        start(
            () -> {
              Thread.currentThread().interrupt();
              assertThatExceptionOfType(NotServedException.class)
                  .isThrownBy(() -> combiner.call("a", 1));
              return Thread.currentThread().isInterrupted();
            });

    assertThat(interrupted.get()).isTrue();
    counter.open.countDown();
    first.get();
    assertThat(counter.batches).containsExactly(List.of(0));
  }

  @Test
  void whoIsInterruptedWhileBeingServedGetsItsAnswerAndHarmsNobody() throws Exception {
    CountDownLatch secondServed = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    Combiner<String, Integer, String> combiner =
        new Combiner<>(
            (key, requests) -> {
              List<Answer<String>> answers = counter.serve(key, requests);
              secondServed.countDown();
              if (requests.contains(1)) {
                await(goOn);
              }
              return answers;
            },
            4,
            LONG);
    List<FutureTask<String>> before = queue(combiner, 0, 1);
    List<Thread> threads = new ArrayList<>();
    FutureTask<String> second =
        new FutureTask<>(() -> combiner.call("a", 1) + Thread.currentThread().isInterrupted());
    threads.add(Thread.ofVirtual().start(second));
    awaitWaiting(combiner, 1);
    FutureTask<String> third = call(combiner, 2);
    awaitWaiting(combiner, 2);
    counter.open.countDown();
    secondServed.await();

    threads.getFirst().interrupt();
    goOn.countDown();

    assertThat(second.get()).isEqualTo("a1true");
    assertThat(third.get()).isEqualTo("a2");
    assertThat(before.getFirst().get()).isEqualTo("a0");
  }

  @Test
  void aRequestThatFailsFailsAlone() throws Exception {
    Combiner<String, Integer, String> combiner =
        new Combiner<>(
            (key, requests) ->
                counter.serve(key, requests).stream()
                    .map(
                        answer ->
                            answer.get().equals("a2")
                                ? Answer.<String>failed(new IllegalArgumentException("two"))
                                : answer)
                    .toList(),
            8,
            LONG);
    List<FutureTask<String>> callers = queue(combiner, 0, 4);
    counter.open.countDown();

    assertThat(callers.get(1).get()).isEqualTo("a1");
    assertThat(callers.get(2)).failsWithin(LONG).withThrowableThat().withMessageContaining("two");
    assertThat(callers.get(3).get()).isEqualTo("a3");
  }

  @Test
  void aDeskThatFailsOrBreaksFailsItsBatchAndTheLineGoesOn() throws Exception {
    Combiner<String, Integer, String> combiner =
        new Combiner<>(
            (key, requests) -> {
              List<Answer<String>> answers = counter.serve(key, requests);
              if (requests.contains(1)) {
                throw new IllegalArgumentException("one");
              }
              if (requests.contains(3)) {
                throw new StackOverflowError();
              }
              return requests.contains(5) ? answers.subList(0, 1) : answers;
            },
            2,
            LONG);
    List<FutureTask<String>> callers = queue(combiner, 0, 8);
    counter.open.countDown();

    assertThat(callers.get(0).get()).isEqualTo("a0");
    assertThat(callers.get(2)).failsWithin(LONG).withThrowableThat().withMessageContaining("one");
    assertThat(callers.get(4)).failsWithin(LONG).withThrowableThat().havingRootCause();
    assertThat(callers.get(5).get()).isEqualTo("a5");
    assertThat(callers.get(6)).failsWithin(LONG);
    assertThat(callers.get(7).get()).isEqualTo("a7");
  }

  @Test
  void aCallerAloneSeesTheFailureItself() {
    Combiner<String, Integer, String> combiner =
        new Combiner<>(
            (key, requests) -> {
              throw new IllegalStateException("closed");
            },
            2,
            LONG);

    assertThatIllegalStateException().isThrownBy(() -> combiner.call("a", 1)).withMessage("closed");
    assertThat(combiner.waiting("a")).isZero();
  }

  @Test
  void aBatchHoldsAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Combiner<String, Integer, String>(counter, 0, LONG));
  }

  @Test
  void inACrowdEachIsServedOnceAndNobodyIsForgotten() throws Exception {
    Queue<Integer> served = new ConcurrentLinkedQueue<>();
    Combiner<String, Integer, String> combiner =
        new Combiner<>(
            (key, requests) -> {
              served.addAll(requests);
              return requests.stream().map(each -> Answer.of(key + each)).toList();
            },
            16,
            LONG);
    List<Future<Boolean>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < 64; client++) {
        int first = client * 500;
        callers.add(
            threads.submit(
                () ->
                    IntStream.range(first, first + 500)
                        .allMatch(i -> combiner.call("k" + i % 3, i).equals("k" + i % 3 + i))));
      }
    }
    for (Future<Boolean> caller : callers) {
      assertThat(caller.get()).isTrue();
    }
    List<Integer> sorted = new ArrayList<>(served);
    Collections.sort(sorted);
    assertThat(sorted).isEqualTo(IntStream.range(0, 32_000).boxed().toList());
    assertThat(combiner.waiting("k0") + combiner.waiting("k1") + combiner.waiting("k2")).isZero();
  }

  /** Callers who come one after the other, the first of whom is being served. */
  private List<FutureTask<String>> queue(
      Combiner<String, Integer, String> combiner, int from, int to) throws InterruptedException {
    List<FutureTask<String>> callers = new ArrayList<>();
    for (int i = from; i < to; i++) {
      callers.add(call(combiner, i));
      counter.busy.await();
      awaitWaiting(combiner, i - from);
    }
    return callers;
  }

  private static void awaitWaiting(Combiner<String, Integer, String> combiner, int number) {
    while (combiner.waiting("a") != number) {
      Thread.onSpinWait();
    }
  }

  private static FutureTask<String> call(Combiner<String, Integer, String> combiner, int request) {
    return start(() -> combiner.call("a", request));
  }

  private static <T> FutureTask<T> start(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody went on");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

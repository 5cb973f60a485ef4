package io.mall.sharding.transaction;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Begins a transaction, again when the coordinator was not there: nothing has been done yet, so
 * that is safe, and it bridges a lost connection or a coordinator that hands over. Three tries,
 * between them growing pauses with jitter, and none later than two seconds after the first.
 */
final class Begins {

  private static final int TRIES = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final int GROWTH = 4;
  private static final Duration BOUND = Duration.ofSeconds(2);

  private final Consumer<AcrossShards.Away> listener;

  Begins(Consumer<AcrossShards.Away> listener) {
    this.listener = listener;
  }

  String begin(Supplier<String> coordinator) {
    long bound = System.nanoTime() + BOUND.toNanos();
    long pause = FIRST_PAUSE.toNanos();
    for (int tries = 1; ; tries++) {
      try {
        return coordinator.get();
      } catch (CoordinatorUnavailableException away) {
        long wait = pause + ThreadLocalRandom.current().nextLong(pause);
        if (tries == TRIES || System.nanoTime() + wait - bound > 0) {
          listener.accept(AcrossShards.Away.GIVEN_UP);
          throw away;
        }
        listener.accept(AcrossShards.Away.AGAIN);
        LockSupport.parkNanos(wait);
        pause *= GROWTH;
      }
    }
  }
}

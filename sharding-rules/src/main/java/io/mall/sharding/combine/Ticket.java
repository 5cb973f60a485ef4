package io.mall.sharding.combine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A place in the queue. Either the desk takes the request or its caller withdraws it, never both:
 * so nobody is told "no" and served after all.
 */
final class Ticket<R, A> {

  private enum State {
    WAITING,
    TAKEN,
    WITHDRAWN
  }

  private final R request;
  private final Thread caller = Thread.currentThread();
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private volatile @Nullable Answer<A> answer;

  Ticket(R request) {
    this.request = request;
  }

  R request() {
    return request;
  }

  /** Whether the desk has it now. */
  boolean take() {
    return state.compareAndSet(State.WAITING, State.TAKEN);
  }

  void answer(Answer<A> given) {
    answer = given;
    LockSupport.unpark(caller);
  }

  A await(Object key, long patienceNanos) {
    long deadline = System.nanoTime() + patienceNanos;
    boolean interrupted = false;
    try {
      Answer<A> given = answer;
      while (given == null) {
        long left = deadline - System.nanoTime();
        interrupted |= Thread.interrupted();
        if ((left <= 0 || interrupted) && withdraw()) {
          throw new NotServedException(key, interrupted ? "interrupted" : "its turn did not come");
        }
        if (state.get() == State.TAKEN) {
          LockSupport.park(this);
        } else {
          LockSupport.parkNanos(this, left);
        }
        given = answer;
      }
      return given.get();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean withdraw() {
    return state.compareAndSet(State.WAITING, State.WITHDRAWN);
  }
}

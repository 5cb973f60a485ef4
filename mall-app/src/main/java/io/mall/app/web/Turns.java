package io.mall.app.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who works and who waits. So many work at once; of those who wait the worthiest is next, and among
 * equals the one who came first. When too many wait, somebody less worthy is sent away for a
 * newcomer, the last who came; a newcomer who is worth no more than all others goes himself.
 */
final class Turns {

  private static final List<Priority> WORTHIEST_FIRST = List.of(Priority.values()).reversed();

  private enum State {
    WAITING,
    GRANTED,
    SENT_AWAY
  }

  /** Somebody in the queue. */
  private static final class Place {
    private final Thread thread = Thread.currentThread();
    private volatile State state = State.WAITING;

    void become(State next) {
      state = next;
      LockSupport.unpark(thread);
    }
  }

  private final int most;
  private final int mostWaiting;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Priority, Deque<Place>> queues = new EnumMap<>(Priority.class);
  private int working;
  private int waiting;

  Turns(int most, int mostWaiting) {
    this.most = most;
    this.mostWaiting = mostWaiting;
    for (Priority each : Priority.values()) {
      queues.put(each, new ArrayDeque<>());
    }
  }

  /** Whether there is a turn, at once or within a time; then {@link #end} must follow. */
  boolean begin(Priority priority, long nanos) {
    Place place;
    lock.lock();
    try {
      if (working < most) {
        working++;
        return true;
      }
      if (waiting >= mostWaiting && !sendAwayLessThan(priority)) {
        return false;
      }
      place = new Place();
      queue(priority).addLast(place);
      waiting++;
    } finally {
      lock.unlock();
    }
    return await(place, priority, System.nanoTime() + nanos);
  }

  private boolean await(Place place, Priority priority, long deadline) {
    while (place.state == State.WAITING) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        return !leave(place, priority);
      }
      LockSupport.parkNanos(this, left);
    }
    return place.state == State.GRANTED;
  }

  /** Whether nobody had called or sent away whoever leaves. */
  private boolean leave(Place place, Priority priority) {
    lock.lock();
    try {
      if (queue(priority).remove(place)) {
        waiting--;
        return true;
      }
      return place.state == State.SENT_AWAY;
    } finally {
      lock.unlock();
    }
  }

  private boolean sendAwayLessThan(Priority priority) {
    for (Priority each : Priority.values()) {
      if (each == priority) {
        return false;
      }
      @Nullable Place last = queue(each).pollLast();
      if (last != null) {
        waiting--;
        last.become(State.SENT_AWAY);
        return true;
      }
    }
    return false;
  }

  /** Whoever began is done; the next begins. */
  void end() {
    lock.lock();
    try {
      for (Priority each : WORTHIEST_FIRST) {
        @Nullable Place next = queue(each).pollFirst();
        if (next != null) {
          waiting--;
          next.become(State.GRANTED);
          return;
        }
      }
      working--;
    } finally {
      lock.unlock();
    }
  }

  private Deque<Place> queue(Priority priority) {
    return queues.getOrDefault(priority, new ArrayDeque<>());
  }

  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** How many could begin at once. */
  int free() {
    lock.lock();
    try {
      return most - working;
    } finally {
      lock.unlock();
    }
  }
}

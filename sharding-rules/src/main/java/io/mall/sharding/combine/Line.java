package io.mall.sharding.combine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Those who wait at one key, from the first who finds nobody until nobody is left. */
final class Line<K, R, A> {

  private final K key;
  private final int largest;
  private final Desk<K, R, A> desk;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Ticket<R, A>> tickets = new ArrayDeque<>();
  private boolean ended;

  Line(K key, int largest, Desk<K, R, A> desk) {
    this.key = key;
    this.largest = largest;
    this.desk = desk;
  }

  K key() {
    return key;
  }

  /** A place at the end, or null when the line has ended. */
  @Nullable Ticket<R, A> join(R request) {
    lock.lock();
    try {
      if (ended) {
        return null;
      }
      Ticket<R, A> ticket = new Ticket<>(request);
      tickets.add(ticket);
      return ticket;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return tickets.size();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the line if nobody waits; {@code atTheEnd} runs before anybody can see that. */
  boolean endIfEmpty(Runnable atTheEnd) {
    lock.lock();
    try {
      ended = tickets.isEmpty();
      if (ended) {
        atTheEnd.run();
      }
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** Serves the first of those who still wait. Whatever happens, each of them has an answer. */
  void serveNext() {
    List<Ticket<R, A>> batch = take();
    if (batch.isEmpty()) {
      return;
    }
    List<Answer<A>> answers = List.of();
    RuntimeException failure = new IllegalStateException("no answer for the request at " + key);
    try {
      answers = desk.serve(key, batch.stream().map(Ticket::request).toList());
    } catch (RuntimeException failed) {
      failure = failed;
    } catch (Throwable broken) {
      // An error is told too: the thread goes on, since those who still wait depend on it.
      failure.initCause(broken);
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer(i < answers.size() ? answers.get(i) : Answer.failed(failure));
    }
  }

  private List<Ticket<R, A>> take() {
    List<Ticket<R, A>> batch = new ArrayList<>();
    lock.lock();
    try {
      while (batch.size() < largest && !tickets.isEmpty()) {
        Ticket<R, A> ticket = tickets.remove();
        if (ticket.take()) {
          batch.add(ticket);
        }
      }
    } finally {
      lock.unlock();
    }
    return batch;
  }
}

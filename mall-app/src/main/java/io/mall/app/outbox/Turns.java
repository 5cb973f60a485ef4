package io.mall.app.outbox;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The bounds on deliveries under way: one for the shop itself, and one for each other receiver, so
 * that a slow one keeps nobody else waiting.
 */
final class Turns {

  private final Semaphore shop;
  private final Map<Long, Semaphore> others = new ConcurrentHashMap<>();
  private final int each;

  Turns(int shop, int each) {
    this.shop = new Semaphore(shop);
    this.each = each;
  }

  boolean take(long receiver, long maxWaitNanos) throws InterruptedException {
    return of(receiver).tryAcquire(maxWaitNanos, TimeUnit.NANOSECONDS);
  }

  boolean takeNow(long receiver) {
    return of(receiver).tryAcquire();
  }

  void giveBack(long receiver) {
    of(receiver).release();
  }

  /** How many deliveries to the shop itself could begin now. */
  int free() {
    return shop.availablePermits();
  }

  /** Receivers who have enough to do. */
  Set<Long> busy() {
    return others.entrySet().stream()
        .filter(other -> other.getValue().availablePermits() == 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Semaphore of(long receiver) {
    return receiver == Event.SHOP
        ? shop
        : others.computeIfAbsent(receiver, any -> new Semaphore(each));
  }
}

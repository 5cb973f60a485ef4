package io.mall.app.checkout;

import io.mall.sharding.slot.Slot;
import java.util.concurrent.ThreadLocalRandom;

/** One of the two servers over which the rules of the shop spread the slots. */
enum Side {
  FIRST(0),
  SECOND(Slot.COUNT / 2);

  private final int lowest;

  Side(int lowest) {
    this.lowest = lowest;
  }

  boolean has(Slot slot) {
    return slot.value() >= lowest && slot.value() < lowest + Slot.COUNT / 2;
  }

  Slot anySlot() {
    return new Slot(lowest + ThreadLocalRandom.current().nextInt(Slot.COUNT / 2));
  }
}

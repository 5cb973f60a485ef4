package io.mall.app.checkout;

import io.mall.sharding.slot.Slot;
import java.util.concurrent.ThreadLocalRandom;

/** One of the two servers over which the rules of the shop spread the slots. */
enum Side {
  FIRST,
  SECOND;

  private static final int HALF = Slot.COUNT / 2;

  boolean has(Slot slot) {
    return slot.value() / HALF == ordinal();
  }

  Slot anySlot() {
    return new Slot(ordinal() * HALF + ThreadLocalRandom.current().nextInt(HALF));
  }
}

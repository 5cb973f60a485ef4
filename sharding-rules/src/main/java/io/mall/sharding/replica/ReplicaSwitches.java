package io.mall.sharding.replica;

import java.util.function.BooleanSupplier;

/**
 * What operators may turn off while the application runs; asked for every read.
 *
 * @param reads whether replicas are read at all; when not, every read goes to its primary
 * @param waits whether a read waits for a replica to catch up with its client; when not, it goes to
 *     the primary at once
 */
public record ReplicaSwitches(BooleanSupplier reads, BooleanSupplier waits) {

  /** Everything is used always. */
  public static ReplicaSwitches allOn() {
    return new ReplicaSwitches(() -> true, () -> true);
  }
}

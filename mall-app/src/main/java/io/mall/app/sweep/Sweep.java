package io.mall.app.sweep;

import io.mall.sharding.slot.TableGroup;
import java.time.Duration;

/**
 * A job that looks for rows whose time has come. A bean of this type is run by the {@link Sweeper}.
 *
 * <p>Its statements visit one table group at a time ({@code slot BETWEEN … AND …}) and change rows
 * by guarded updates only. A job that one instance does for all writes through {@link Fences}: two
 * may be at it at once, when the one that held the lock was stopped for longer than its lease.
 */
public interface Sweep {

  /** {@code <module>.<what>}, for the lock, the logs and the metrics. */
  String name();

  /** From the end of one round to the start of the next, give or take a fifth. */
  Duration pause();

  /** Whether one instance does it for all, under a lock; else each does, sharing by leases. */
  boolean alone();

  /**
   * Works on one batch of one group.
   *
   * @return whether there may be more in this group
   */
  boolean sweep(TableGroup group);
}

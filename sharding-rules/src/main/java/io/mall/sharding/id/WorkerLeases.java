package io.mall.sharding.id;

import java.util.Optional;

/**
 * Who may issue ids under which worker number, and for which stretch of time.
 *
 * <p>A lease is not a promise about the present: it grants the milliseconds {@code [from, until)}
 * of one worker number, once and to one holder only. A later holder of the same number starts at or
 * after every {@code until} that was ever stored, so a holder that was paused, cut off or runs on a
 * wrong clock can use up what it was granted and still never issue an id that someone else issues.
 */
public interface WorkerLeases {
  /**
   * Takes a free worker number.
   *
   * @param atLeast no millisecond before this one is granted: the holder has used those itself
   * @throws NoFreeWorkerException when all are taken
   */
  Lease acquire(long atLeast);

  /**
   * Extends a lease: the answer is the same lease with a later {@code until}, or empty when it is
   * lost, that is when it ran out and someone else took the number.
   *
   * @param used the last millisecond the holder has used
   */
  Optional<Lease> renew(Lease lease, long used);

  /** Gives a lease back, with the milliseconds after {@code used}. Does nothing if it is lost. */
  void release(Lease lease, long used);
}

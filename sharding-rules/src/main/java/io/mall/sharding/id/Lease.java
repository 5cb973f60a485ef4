package io.mall.sharding.id;

/**
 * The right to issue ids as one worker, for the milliseconds (since 1970) from {@code from} until
 * before {@code until}.
 *
 * @param holder who holds it: unlike any other holder's, and readable to an operator
 * @param now the time of the place that keeps the leases, when it gave the answer
 */
public record Lease(int worker, String holder, long from, long until, long now) {
  public Lease {
    if (worker < 0 || worker >= Ids.WORKERS) {
      throw new IllegalArgumentException(
          "A worker is 0 to " + (Ids.WORKERS - 1) + ", not " + worker);
    }
    if (from < Ids.EPOCH_MILLIS || until <= from) {
      throw new IllegalArgumentException("Not a stretch of time: " + from + " to " + until);
    }
  }
}

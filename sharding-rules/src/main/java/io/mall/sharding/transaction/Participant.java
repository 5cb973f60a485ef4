package io.mall.sharding.transaction;

import java.util.Collection;

/**
 * One kind of branch of a transaction across shards: what is done to a shard when the whole is
 * decided.
 *
 * <p>The coordinator calls {@link #confirm} or {@link #cancel} at least once for every branch that
 * was begun, on any instance that registered the participant, at any later time, also when the
 * attempt never ran or is still running. Both are therefore idempotent, a cancel without an attempt
 * leaves a mark that refuses the attempt when it comes after all, and both look at the durable
 * decision rather than trust the caller. A call that throws is repeated by the coordinator.
 */
public interface Participant {

  /** The name under which the coordinator knows this kind of branch; the same on every instance. */
  String name();

  /** Makes firm what the attempt with this argument did. */
  void confirm(String argument);

  /**
   * Makes firm what several attempts did, for one participant can do that with less work than one
   * by one. When it throws, some may be firm and others not; each is then confirmed by itself.
   */
  default void confirmAll(Collection<String> arguments) {
    arguments.forEach(this::confirm);
  }

  /** Takes back what the attempt with this argument did, or forbids it to happen. */
  void cancel(String argument);
}

package io.mall.sharding.transaction;

import java.util.function.Supplier;

/** The branches of the transaction across shards that is running. */
public final class Branches {

  private final String xid;
  private final Coordinator coordinator;

  Branches(String xid, Coordinator coordinator) {
    this.xid = xid;
    this.coordinator = coordinator;
  }

  /**
   * Registers a branch, then runs its attempt (the "try" of TCC).
   *
   * @param participant confirms or cancels the branch later
   * @param argument what the participant needs to find the branch again; short, it travels with
   *     every message
   * @param attempt one local transaction on one shard
   * @throws CoordinatorUnavailableException when the branch could not be registered; the attempt
   *     did not run
   */
  public <T> T attempt(Participant participant, String argument, Supplier<T> attempt) {
    coordinator.registerBranch(xid, participant.name(), argument);
    return attempt.get();
  }

  /** The coordinator's name of this transaction, for logs. */
  public String xid() {
    return xid;
  }
}

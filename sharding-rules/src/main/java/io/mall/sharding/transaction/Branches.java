package io.mall.sharding.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The branches of the transaction across shards that is running. */
public final class Branches {

  private final String xid;
  private final Coordinator coordinator;

  private final List<Branch> registered = new ArrayList<>();

  /** One of them, as its participant finds it again. */
  record Branch(Participant participant, String argument) {}

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
    registered.add(new Branch(participant, argument));
    return attempt.get();
  }

  /** Those that were attempted so far. */
  List<Branch> registered() {
    return List.copyOf(registered);
  }

  /** The coordinator's name of this transaction, for logs. */
  public String xid() {
    return xid;
  }
}

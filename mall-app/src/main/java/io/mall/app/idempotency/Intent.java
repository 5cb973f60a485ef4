package io.mall.app.idempotency;

import io.mall.app.kernel.Id;
import io.mall.app.kernel.UserId;
import io.mall.sharding.slot.Slot;

/**
 * What a client wants done once: where, the key, and the request itself as a fingerprint.
 *
 * @param operation the kind of request, for example {@code order.place}; at most 32 characters
 * @param fingerprint SHA-256 of the request in hexadecimal
 */
public record Intent(Place place, IdempotencyKey key, String operation, String fingerprint) {

  /** The user, or the number that stands for one. */
  public UserId userId() {
    return place.owner();
  }

  /** What it is called while it is being worked on. */
  String name() {
    return place + ":" + key.text();
  }

  /** What tells it from another request with the same key. */
  String meaning() {
    return operation + " " + fingerprint;
  }

  /**
   * Where an effect lies, and so the record of its answer: one local transaction writes both.
   *
   * @param owner the user whose key it is, or a number that stands for one and carries the slot of
   *     the effect
   * @param inCatalog whether it is the catalog's database, which has no slots
   */
  public record Place(UserId owner, boolean inCatalog) {

    /** A user's own things. */
    public static Place of(UserId user) {
      return new Place(user, false);
    }

    /** Beside something that is no user's; whose key it is must be part of the key. */
    public static Place beside(Id thing) {
      return new Place(new UserId(thing.value()), false);
    }

    /** Where there is no number yet; whose key it is must be part of the key. */
    public static Place in(Slot slot) {
      return new Place(new UserId(Slot.COUNT + slot.value()), false);
    }

    /** What is not sharded. */
    public static Place inCatalog(UserId caller) {
      return new Place(caller, true);
    }

    @Override
    public String toString() {
      return inCatalog ? "catalog:" + owner : owner.toString();
    }
  }
}

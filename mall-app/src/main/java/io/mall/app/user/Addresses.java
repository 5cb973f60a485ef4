package io.mall.app.user;

import io.mall.app.kernel.AddressId;
import io.mall.app.kernel.UserId;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The users' address books. Each change is one transaction on the user's shard. */
@Component
public class Addresses {

  private final AddressMapper mapper;
  private final UserMapper users;
  private final Ids ids;
  private final Clock clock;
  private final int maximum;

  Addresses(
      AddressMapper mapper, UserMapper users, Ids ids, Clock clock, UserProperties properties) {
    this.mapper = mapper;
    this.users = users;
    this.ids = ids;
    this.clock = clock;
    this.maximum = properties.maxAddresses();
  }

  /** For its owner to see: outside of transactions on a replica. */
  public List<Address> list(UserId userId) {
    return mapper.list(userId, maximum);
  }

  /** The user's own address; another user's is as good as none. */
  @Transactional(readOnly = true)
  public Optional<Address> find(UserId userId, AddressId addressId) {
    return isOf(userId, addressId) ? mapper.find(userId, addressId) : Optional.empty();
  }

  @Transactional
  public Address add(UserId userId, AddressEntry entry) {
    // The row lock makes the bound hold for concurrent additions too.
    if (users.lock(userId).isEmpty()) {
      throw new UserProblem.UserAbsent().toException();
    }
    if (mapper.count(userId) >= maximum) {
      throw new UserProblem.TooManyAddresses(maximum).toException();
    }
    Address address = entry.toAddress(new AddressId(ids.next(Slot.ofId(userId.value()))));
    mapper.insert(userId, address, clock.instant());
    return address;
  }

  @Transactional
  public Address replace(UserId userId, AddressId addressId, AddressEntry entry) {
    Address address = entry.toAddress(addressId);
    if (!isOf(userId, addressId) || mapper.replace(userId, address, clock.instant()) == 0) {
      throw new UserProblem.AddressAbsent(addressId).toException();
    }
    return address;
  }

  @Transactional
  public void remove(UserId userId, AddressId addressId) {
    if (!isOf(userId, addressId) || mapper.delete(userId, addressId) == 0) {
      throw new UserProblem.AddressAbsent(addressId).toException();
    }
  }

  /** An id from another slot cannot be this user's, and would contradict the sharding key. */
  private static boolean isOf(UserId userId, AddressId addressId) {
    return userId.slot() == addressId.slot();
  }
}

package io.mall.app.outbox;

import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.Transactions;
import io.mall.sharding.slot.TableGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What the outbox's table knows about deliveries. Each method is one local transaction; none of
 * them is held while an event is being delivered.
 *
 * <p>A delivery holds a lease: it has moved the event's time on and counted its attempts. The count
 * is the number of the lease: whoever comes back after another instance took the event over ends
 * nothing and calls nothing next.
 */
@Component
class Deliveries {

  private final OutboxMapper mapper;
  private final Transactions transactions;
  private final OutboxProperties properties;
  private final Clock clock;

  Deliveries(
      OutboxMapper mapper, Transactions transactions, OutboxProperties properties, Clock clock) {
    this.mapper = mapper;
    this.transactions = transactions;
    this.properties = properties;
    this.clock = clock;
  }

  /** Takes events that are due, passing over those that another instance is taking. */
  @RetryOnDeadlock
  List<Event> take(TableGroup group, boolean shop, Set<Long> busy, int limit) {
    return transactions.write(
        () -> {
          Instant now = clock.instant();
          return mapper.lockDue(group, new DueQuery(now, shop, busy, limit)).stream()
              .map(row -> lease(row, now))
              .toList();
        });
  }

  /**
   * Deletes a delivered event and takes the one that waited behind it.
   *
   * @return that one; empty also when the lease has passed to another delivery
   */
  @RetryOnDeadlock
  Optional<Event> end(Event delivered) {
    return transactions.write(
        () -> {
          List<OutboxRow> rows = mapper.lockFirstTwo(delivered);
          if (rows.isEmpty() || !rows.getFirst().isLeaseOf(delivered)) {
            return Optional.empty();
          }
          mapper.delete(delivered);
          return rows.stream().skip(1).findFirst().map(row -> lease(row, clock.instant()));
        });
  }

  /** Brings an event back later, unless another delivery has it by now. */
  void postpone(Event event, Duration wait) {
    mapper.postpone(event, clock.instant().plus(wait));
  }

  /** Gives back an event that was taken and not even tried, as if it had not been taken. */
  void putBack(Event event) {
    mapper.putBack(event, clock.instant());
  }

  /** When a delivery that begins now must have ended. */
  Instant leaseFrom(Instant now) {
    return now.plus(properties.lease());
  }

  private Event lease(OutboxRow row, Instant now) {
    Instant until = leaseFrom(now);
    mapper.lease(row, until);
    return row.leased(until).toEvent();
  }
}

package io.mall.app.outbox;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes events in the caller's transaction; they happen if and when that commits. What one order
 * tells one receiver is delivered in the order it was written: the caller holds the order's row, or
 * has just inserted it.
 */
@Component
@EnableConfigurationProperties(OutboxProperties.class)
public class Outbox {

  private final OutboxMapper mapper;
  private final Deliveries deliveries;
  private final Relay relay;
  private final Ids ids;
  private final Clock clock;

  Outbox(OutboxMapper mapper, Deliveries deliveries, Relay relay, Ids ids, Clock clock) {
    this.mapper = mapper;
    this.deliveries = deliveries;
    this.relay = relay;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Writes an event for the shop itself. It is delivered right after the commit, or when what the
   * order told before is delivered; should this instance die before, the sweep finds it once its
   * lease is over.
   *
   * @param payload JSON
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void append(UserId userId, OrderNo orderNo, String type, String payload) {
    append(newEvent(userId, orderNo, type, payload, Event.SHOP));
  }

  /** An event with a number of its own that was not written yet. */
  public Event newEvent(
      UserId userId, OrderNo orderNo, String type, String payload, long receiver) {
    long eventId = ids.next(new Slot(userId.slot()));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Event(userId, eventId, type, orderNo, payload, 0, now, receiver);
  }

  /**
   * Writes an event for anybody.
   *
   * @throws CannotAcquireLockException when another event of the order, by somebody who does not
   *     hold its row, is written at the same moment: the transaction is run again from the start
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void append(Event event) {
    Optional<Integer> last = mapper.lockLast(event.userId(), event.orderNo(), event.receiver());
    boolean waits = last.isPresent();
    OutboxRow row = row(event, last.orElse(0) + 1, waits);
    insert(row);
    if (!waits) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              relay.deliverSoon(row.toEvent());
            }
          });
    }
  }

  private void insert(OutboxRow row) {
    try {
      mapper.insert(row);
    } catch (DuplicateKeyException faster) {
      throw new CannotAcquireLockException("another event of the order was faster", faster);
    }
  }

  private OutboxRow row(Event event, int orderSeq, boolean waits) {
    return new OutboxRow(
        event.userId(),
        event.eventId(),
        event.type(),
        event.orderNo(),
        event.payload(),
        waits ? 0 : 1,
        waits ? OutboxRow.WAITING : deliveries.leaseFrom(clock.instant()),
        event.createdAt(),
        event.receiver(),
        orderSeq);
  }
}

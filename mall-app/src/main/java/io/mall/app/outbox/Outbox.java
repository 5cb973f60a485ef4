package io.mall.app.outbox;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes events in the caller's transaction; they happen if and when that commits. */
@Component
@EnableConfigurationProperties(OutboxProperties.class)
public class Outbox {

  private final OutboxMapper mapper;
  private final Relay relay;
  private final OutboxProperties properties;
  private final Ids ids;
  private final Clock clock;

  Outbox(OutboxMapper mapper, Relay relay, OutboxProperties properties, Ids ids, Clock clock) {
    this.mapper = mapper;
    this.relay = relay;
    this.properties = properties;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Writes an event. It is delivered right after the commit; should this instance die before, the
   * sweep finds it once its lease is over.
   *
   * @param payload JSON
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void append(UserId userId, OrderNo orderNo, String type, String payload) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long eventId = ids.next(new Slot(userId.slot()));
    OutboxRow row =
        new OutboxRow(
            userId, eventId, type, orderNo, payload, 1, now.plus(properties.lease()), now);
    mapper.insert(row);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            relay.deliverSoon(row.toEvent());
          }
        });
  }
}

package io.mall.app.outbox;

import io.mall.app.data.Transactions;
import io.mall.app.sweep.Sweep;
import io.mall.sharding.slot.TableGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Finds events that were not delivered after their commit, or not with success. All instances share
 * the work: taking a row moves its due time on, and only one of them succeeds in that.
 */
@Component
class OutboxSweep implements Sweep {

  private final OutboxMapper mapper;
  private final Transactions transactions;
  private final Relay relay;
  private final OutboxProperties properties;
  private final Clock clock;

  OutboxSweep(
      OutboxMapper mapper,
      Transactions transactions,
      Relay relay,
      OutboxProperties properties,
      Clock clock) {
    this.mapper = mapper;
    this.transactions = transactions;
    this.relay = relay;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "outbox.deliver";
  }

  @Override
  public Duration pause() {
    return properties.sweep();
  }

  @Override
  public boolean alone() {
    return false;
  }

  @Override
  public boolean sweep(TableGroup group) {
    List<OutboxRow> due = due(group);
    for (OutboxRow row : due) {
      Instant until = clock.instant().plus(properties.lease());
      if (mapper.claim(row, until) == 1 && !deliver(row.claimed(until))) {
        return false;
      }
    }
    return due.size() == properties.batch();
  }

  /** From the primary, since a replica may lag. */
  private List<OutboxRow> due(TableGroup group) {
    return transactions.read(() -> mapper.findDue(group, clock.instant(), properties.batch()));
  }

  private boolean deliver(OutboxRow row) {
    try {
      return relay.deliverInTurn(row.toEvent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

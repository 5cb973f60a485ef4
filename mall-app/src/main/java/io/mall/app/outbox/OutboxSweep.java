package io.mall.app.outbox;

import io.mall.app.sweep.Sweep;
import io.mall.sharding.slot.TableGroup;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Finds events that were not delivered after their commit, or not with success. All instances share
 * the work: each takes rows under a lock for a moment, passing over those another holds.
 */
@Component
class OutboxSweep implements Sweep {

  private final Deliveries deliveries;
  private final Relay relay;
  private final OutboxProperties properties;

  OutboxSweep(Deliveries deliveries, Relay relay, OutboxProperties properties) {
    this.deliveries = deliveries;
    this.relay = relay;
    this.properties = properties;
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

  /** The shop's own events first: webhooks never take their place. */
  @Override
  public boolean sweep(TableGroup group) {
    Turns turns = relay.turns();
    boolean more = take(group, true, Math.min(properties.batch(), turns.free()));
    return take(group, false, Math.min(properties.batch(), 2 * properties.concurrencyEach()))
        || more;
  }

  private boolean take(TableGroup group, boolean shop, int limit) {
    if (limit == 0) {
      return false;
    }
    Set<Long> busy = shop ? Set.of() : relay.turns().busy();
    List<Event> taken = deliveries.take(group, shop, busy, limit);
    taken.forEach(relay::deliverNow);
    return taken.size() == limit;
  }
}

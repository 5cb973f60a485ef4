package io.mall.app.order;

import io.mall.app.sweep.Sweep;
import io.mall.sharding.slot.TableGroup;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Forgets the marks of checkouts that were aborted long ago. Who does it does not matter. */
@Component
class AbortMarkSweep implements Sweep {

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Orders orders;
  private final OrderProperties properties;

  AbortMarkSweep(Orders orders, OrderProperties properties) {
    this.orders = orders;
    this.properties = properties;
  }

  @Override
  public String name() {
    return "orders.forget";
  }

  @Override
  public Duration pause() {
    return PAUSE;
  }

  @Override
  public boolean alone() {
    return false;
  }

  @Override
  public boolean sweep(TableGroup group) {
    return orders.forgetAbortMarks(group) == properties.batch();
  }
}

package io.mall.app.order;

import io.mall.app.problem.ProblemException;
import io.mall.app.sweep.Fences;
import io.mall.app.sweep.LeaseLostException;
import io.mall.app.sweep.Sweep;
import io.mall.sharding.slot.TableGroup;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Expires orders that were not paid in time. The order's row is its own timer: it holds the time,
 * an index finds it, and an event for it would be a second truth and two more writes an order.
 */
@Component
class ExpirySweep implements Sweep {

  private static final Logger log = LoggerFactory.getLogger(ExpirySweep.class);

  private final Orders orders;
  private final Fences fences;
  private final OrderProperties properties;

  ExpirySweep(Orders orders, Fences fences, OrderProperties properties) {
    this.orders = orders;
    this.fences = fences;
    this.properties = properties;
  }

  @Override
  public String name() {
    return "orders.expire";
  }

  @Override
  public Duration pause() {
    return properties.sweep();
  }

  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public boolean sweep(TableGroup group) {
    List<OrderRow> due = orders.due(group);
    int failed = 0;
    for (OrderRow row : due) {
      failed += expire(group, row) ? 0 : 1;
    }
    return failed == 0 && due.size() == properties.batch();
  }

  /** One that cannot be expired must not keep the others. */
  private boolean expire(TableGroup group, OrderRow row) {
    try {
      fences.write(group, () -> orders.expireUnlessHeld(row));
      return true;
    } catch (ProblemException faster) {
      log.debug("order {} was not expired: {}", row.orderNo(), faster.problem().code());
      return true;
    } catch (LeaseLostException lost) {
      throw lost;
    } catch (RuntimeException failed) {
      log.atWarn().addKeyValue("order", row.orderNo()).setCause(failed).log("order not expired");
      return false;
    }
  }
}

package io.mall.app.order;

import io.mall.app.problem.ProblemException;
import io.mall.app.sweep.Sweep;
import io.mall.sharding.slot.TableGroup;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Expires orders that were not paid in time, and forgets the abort marks of long ago. */
@Component
class ExpirySweep implements Sweep {

  private static final Logger log = LoggerFactory.getLogger(ExpirySweep.class);

  private final Orders orders;
  private final OrderProperties properties;

  ExpirySweep(Orders orders, OrderProperties properties) {
    this.orders = orders;
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
      failed += expire(row) ? 0 : 1;
    }
    int forgotten = orders.forgetAbortMarks(group);
    return failed == 0 && Math.max(due.size(), forgotten) == properties.batch();
  }

  /** One that cannot be expired must not keep the others. */
  private boolean expire(OrderRow row) {
    try {
      orders.expire(row.userId(), row.orderNo());
      return true;
    } catch (ProblemException faster) {
      log.debug("order {} was not expired: {}", row.orderNo(), faster.problem().code());
      return true;
    } catch (RuntimeException failed) {
      log.atWarn().addKeyValue("order", row.orderNo()).setCause(failed).log("order not expired");
      return false;
    }
  }
}

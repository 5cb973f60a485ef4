package io.mall.app.order;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts and logs what becomes of orders: {@code mall.orders.placed} and its like. */
@Component
class OrderMetrics {

  private static final Logger log = LoggerFactory.getLogger(OrderMetrics.class);

  private final Map<Order.Status, Counter> counters = new EnumMap<>(Order.Status.class);

  OrderMetrics(MeterRegistry meters) {
    for (Order.Status status : Order.Status.values()) {
      String name = "mall.orders." + status.name().toLowerCase(Locale.ROOT);
      counters.put(status, Counter.builder(name).register(meters));
    }
  }

  /** Counts an order in its new status if the caller's transaction commits. */
  void countAfterCommit(Order order) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            count(order);
          }
        });
  }

  private void count(Order order) {
    Objects.requireNonNull(counters.get(order.status())).increment();
    log.atInfo()
        .addKeyValue("order", order.orderNo())
        .addKeyValue("status", order.status())
        .log("order moved");
  }
}

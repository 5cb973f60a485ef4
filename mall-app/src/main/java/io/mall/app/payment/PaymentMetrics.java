package io.mall.app.payment;

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

/** Counts and logs what becomes of payments: {@code mall.payments.succeeded} and its like. */
@Component
class PaymentMetrics {

  private static final Logger log = LoggerFactory.getLogger(PaymentMetrics.class);

  private final Map<Payment.Status, Counter> counters = new EnumMap<>(Payment.Status.class);

  PaymentMetrics(MeterRegistry meters) {
    for (Payment.Status status : Payment.Status.values()) {
      String name = "mall.payments." + status.name().toLowerCase(Locale.ROOT);
      counters.put(status, Counter.builder(name).register(meters));
    }
  }

  /** Counts a payment in its new status if the caller's transaction commits. */
  void countAfterCommit(Payment payment) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            count(payment);
          }
        });
  }

  private void count(Payment payment) {
    Objects.requireNonNull(counters.get(payment.status())).increment();
    log.atInfo()
        .addKeyValue("payment", payment.paymentNo())
        .addKeyValue("order", payment.orderNo())
        .addKeyValue("status", payment.status())
        .log("payment moved");
  }
}

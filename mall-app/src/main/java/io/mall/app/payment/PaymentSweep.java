package io.mall.app.payment;

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
 * Gives up payments that were never heard of again, so that their users are told and may start
 * another. Should the money come after all, it counts.
 */
@Component
class PaymentSweep implements Sweep {

  private static final Logger log = LoggerFactory.getLogger(PaymentSweep.class);
  private static final int BATCH = 100;

  private final Payments payments;
  private final Fences fences;
  private final PaymentProperties properties;

  PaymentSweep(Payments payments, Fences fences, PaymentProperties properties) {
    this.payments = payments;
    this.fences = fences;
    this.properties = properties;
  }

  @Override
  public String name() {
    return "payments.time-out";
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
    List<Payment> overdue = payments.overdue(group, BATCH);
    int failed = 0;
    for (Payment payment : overdue) {
      failed += timeOut(group, payment) ? 0 : 1;
    }
    return failed == 0 && overdue.size() == BATCH;
  }

  /** One that cannot be given up must not keep the others. */
  private boolean timeOut(TableGroup group, Payment payment) {
    try {
      return fences.write(group, () -> payments.timeOut(payment));
    } catch (LeaseLostException lost) {
      throw lost;
    } catch (RuntimeException failed) {
      log.atWarn()
          .addKeyValue("payment", payment.paymentNo())
          .setCause(failed)
          .log("payment not given up");
      return false;
    }
  }
}

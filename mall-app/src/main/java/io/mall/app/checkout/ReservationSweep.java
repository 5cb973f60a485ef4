package io.mall.app.checkout;

import io.mall.app.kernel.OrderNo;
import io.mall.app.order.Orders;
import io.mall.app.stock.Reservation;
import io.mall.app.stock.Stocks;
import io.mall.app.sweep.Fences;
import io.mall.app.sweep.LeaseLostException;
import io.mall.app.sweep.Sweep;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends reservations that everybody else has forgotten: the instance that made them died, or the
 * coordinator lost its memory. The order's row says how.
 */
@Component
class ReservationSweep implements Sweep {

  private static final Logger log = LoggerFactory.getLogger(ReservationSweep.class);

  private final Stocks stocks;
  private final Orders orders;
  private final Reservations reservations;
  private final Fences fences;
  private final CheckoutProperties properties;
  private final MeterRegistry meters;
  private final Clock clock;

  ReservationSweep(
      Stocks stocks,
      Orders orders,
      Reservations reservations,
      Fences fences,
      CheckoutProperties properties,
      MeterRegistry meters,
      Clock clock) {
    this.stocks = stocks;
    this.orders = orders;
    this.reservations = reservations;
    this.fences = fences;
    this.properties = properties;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "checkout.settle";
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
    Instant olderThan = clock.instant().minus(properties.settleAfter());
    List<Reservation> forgotten =
        stocks.staleReservations(group.number(), olderThan, properties.batch());
    int failed = 0;
    for (Reservation reservation : forgotten) {
      failed += settle(reservation) ? 0 : 1;
    }
    return failed == 0 && forgotten.size() == properties.batch();
  }

  /**
   * One that cannot be settled must not keep the others. Both steps are fenced, each on its shard:
   * whether the order may still be written, and what becomes of the stock.
   */
  private boolean settle(Reservation reservation) {
    OrderNo orderNo = reservation.orderNo();
    try {
      fences.write(Slot.ofId(orderNo.value()).group(), () -> orders.abort(orderNo));
      Reservations.Outcome outcome = reservations.settle(orderNo, reservation.productId());
      meters
          .counter("mall.checkout.settled", "outcome", outcome.name().toLowerCase(Locale.ROOT))
          .increment();
      log.atWarn()
          .addKeyValue("order", reservation.orderNo())
          .addKeyValue("product", reservation.productId())
          .addKeyValue("outcome", outcome)
          .log("forgotten reservation settled");
      return true;
    } catch (LeaseLostException lost) {
      throw lost;
    } catch (RuntimeException failed) {
      log.atWarn()
          .addKeyValue("order", reservation.orderNo())
          .addKeyValue("product", reservation.productId())
          .setCause(failed)
          .log("forgotten reservation not settled");
      return false;
    }
  }
}

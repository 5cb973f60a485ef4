package io.mall.app.checkout;

import io.mall.app.idempotency.Answer;
import io.mall.app.problem.ProblemException;
import io.mall.sharding.transaction.AcrossShards;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How long placing orders takes ({@code mall.orders.place}) and why it is refused. */
@Component
class CheckoutMetrics {

  private static final String PLACE = "mall.orders.place";

  private final MeterRegistry meters;
  private final Timer placed;
  private final Timer repeated;
  private final Timer refused;
  private final Timer failed;

  CheckoutMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.placed = timer("placed");
    this.repeated = timer("repeated");
    this.refused = timer("refused");
    this.failed = timer("failed");
  }

  Answer measure(Supplier<Answer> checkout) {
    Timer.Sample time = Timer.start(meters);
    Timer outcome = failed;
    try {
      Answer answer = checkout.get();
      outcome = answer.replayed() ? repeated : placed;
      return answer;
    } catch (ProblemException refusal) {
      outcome = refused;
      meters.counter("mall.orders.refused", "code", refusal.problem().code()).increment();
      throw refusal;
    } finally {
      time.stop(outcome);
    }
  }

  /** Counts tries to begin for which there was no coordinator, beside those of databases. */
  void count(AcrossShards.Away away) {
    String outcome = away.name().toLowerCase(Locale.ROOT).replace('_', '-');
    meters.counter("mall.retries", "cause", "coordinator-away", "outcome", outcome).increment();
  }

  private Timer timer(String outcome) {
    return Timer.builder(PLACE)
        .tag("outcome", outcome)
        .publishPercentileHistogram()
        .register(meters);
  }
}

package io.mall.app.data;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.ApplicationListener;
import org.springframework.resilience.retry.MethodRetryEvent;
import org.springframework.stereotype.Component;

/**
 * Counts tries that failed, by cause: {@code mall.retries}. Those after which none followed, as
 * what failed may not be repeated or was often enough, are {@code given-up}.
 */
@Component
class RetryMetrics implements ApplicationListener<MethodRetryEvent> {

  private final MeterRegistry meters;

  RetryMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void onApplicationEvent(MethodRetryEvent event) {
    RetryCause cause = RetryCause.of(event.getFailure());
    if (cause != RetryCause.OTHER) {
      String outcome = event.isRetryAborted() ? "given-up" : "again";
      meters.counter("mall.retries", "cause", cause.tag(), "outcome", outcome).increment();
    }
  }
}

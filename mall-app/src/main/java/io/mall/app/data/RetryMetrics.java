package io.mall.app.data;

import io.micrometer.core.instrument.MeterRegistry;
import java.lang.reflect.Method;
import org.springframework.context.ApplicationListener;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.resilience.retry.MethodRetryEvent;
import org.springframework.stereotype.Component;

/**
 * Counts tries that failed, by cause: {@code mall.retries}. {@code again} is one that another
 * follows, unless it was the last of too many; {@code given-up} is one that none follows, as it may
 * not be repeated or was repeated often enough.
 */
@Component
class RetryMetrics implements ApplicationListener<MethodRetryEvent> {

  private final WholeTransaction whole = new WholeTransaction();
  private final MeterRegistry meters;

  RetryMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Every failed try is told, also one that is not to be repeated; the end of it once more. */
  @Override
  public void onApplicationEvent(MethodRetryEvent event) {
    RetryCause cause = RetryCause.of(event.getFailure());
    if (cause == RetryCause.OTHER) {
      return;
    }
    if (event.isRetryAborted()) {
      count(cause, "given-up");
    } else if (isRepeated(event, cause)) {
      count(cause, "again");
    }
  }

  private boolean isRepeated(MethodRetryEvent event, RetryCause cause) {
    Method method = event.getMethod();
    return whole.shouldRetry(method, event.getFailure())
        && (cause != RetryCause.CONNECTION_LOST
            || AnnotatedElementUtils.hasAnnotation(method, RetryOnLostConnection.class));
  }

  private void count(RetryCause cause, String outcome) {
    meters.counter("mall.retries", "cause", cause.tag(), "outcome", outcome).increment();
  }
}

package io.mall.app.data;

import java.lang.reflect.Method;
import org.springframework.resilience.retry.MethodRetryPredicate;

/** Whether a method that may be done twice should be. */
final class LostConnection implements MethodRetryPredicate {

  private final WholeTransaction whole = new WholeTransaction();

  @Override
  public boolean shouldRetry(Method method, Throwable failure) {
    return whole.shouldRetry(method, failure)
        && switch (RetryCause.of(failure)) {
          case DEADLOCK, LOCK_TIMEOUT, CONNECTION_LOST -> true;
          case OTHER -> false;
        };
  }
}

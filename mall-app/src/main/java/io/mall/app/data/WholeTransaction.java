package io.mall.app.data;

import java.lang.reflect.Method;
import org.springframework.resilience.retry.MethodRetryPredicate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Whether a method that failed was a transaction of its own, which has been rolled back by now. */
final class WholeTransaction implements MethodRetryPredicate {

  @Override
  public boolean shouldRetry(Method method, Throwable failure) {
    return !TransactionSynchronizationManager.isActualTransactionActive();
  }
}

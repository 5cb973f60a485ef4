package io.mall.app.data;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.resilience.annotation.Retryable;

/**
 * On a door's method that is one whole local transaction: when the server chose it as the victim of
 * a deadlock, or a lock was not to be had, it has been rolled back and is run again from its first
 * statement, a few times, after growing pauses with jitter. Inside a caller's transaction nothing
 * is repeated: the server has rolled back more than this method did.
 *
 * <p>The pauses are slept outside of any transaction. No try begins after four seconds.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Retryable(
    includes = PessimisticLockingFailureException.class,
    predicate = WholeTransaction.class,
    maxRetries = 10,
    delay = 4,
    jitter = 4,
    multiplier = 2,
    maxDelay = 100,
    timeout = 4_000,
    timeUnit = TimeUnit.MILLISECONDS)
public @interface RetryOnDeadlock {}

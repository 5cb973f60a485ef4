package io.mall.app.data;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.springframework.resilience.annotation.Retryable;

/**
 * On a door's method that is one whole local transaction and may be done twice: it reads, or finds
 * by its key what it did before. Beside what {@link RetryOnDeadlock} repeats it is run again when
 * its connection was lost, after which nobody knows whether it was committed.
 *
 * <p>Twice at most, with a pause that leaves the pool time to notice; a server that stays away is
 * told to the client. A pool without a free connection is overload and never repeated.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Retryable(
    predicate = LostConnection.class,
    maxRetries = 2,
    delay = 20,
    jitter = 20,
    multiplier = 4,
    timeout = 2_000,
    timeUnit = TimeUnit.MILLISECONDS)
public @interface RetryOnLostConnection {}

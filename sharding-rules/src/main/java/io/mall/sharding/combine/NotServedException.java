package io.mall.sharding.combine;

/**
 * A request left the queue before its turn: it waited too long, or its thread was interrupted.
 * Nothing was done for it and nothing will be.
 */
public final class NotServedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotServedException(Object key, String reason) {
    super("the request for %s left the queue: %s".formatted(key, reason), null, false, false);
  }
}

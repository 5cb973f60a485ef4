package io.mall.app.idempotency;

/**
 * Another request with the same key was faster: its answer is committed or about to be. Roll the
 * transaction back, then {@link Idempotency#find} it in a new one.
 */
public final class LostRaceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LostRaceException() {
    super("another request with this idempotency key was faster", null, false, false);
  }
}

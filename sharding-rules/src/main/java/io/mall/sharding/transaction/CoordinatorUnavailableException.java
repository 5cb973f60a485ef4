package io.mall.sharding.transaction;

/** The transaction coordinator did not answer or refused; nothing was decided, retrying is safe. */
public final class CoordinatorUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CoordinatorUnavailableException(String what, String transaction, Throwable cause) {
    super(
        "Transaction coordinator: could not %s \"%s\": %s (is the Seata server at the configured address up?)"
            .formatted(what, transaction, cause.getMessage()),
        cause);
  }
}

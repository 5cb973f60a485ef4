package io.mall.local;

/** The cluster could not do what was asked; the message is one that a person can act upon. */
public final class LocalClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LocalClusterException(String message) {
    super(message);
  }

  LocalClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}

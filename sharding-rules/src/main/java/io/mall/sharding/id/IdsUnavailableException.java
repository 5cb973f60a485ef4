package io.mall.sharding.id;

import org.jspecify.annotations.Nullable;

/** Thrown when an id cannot be issued without risking a duplicate: a failure, never a refusal. */
public final class IdsUnavailableException extends RuntimeException {
  public IdsUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package io.mall.load;

import org.jspecify.annotations.Nullable;

/** Why a load test could not run, in one line for the person who started it. */
public final class LoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LoadException(String message) {
    super(message);
  }

  public LoadException(@Nullable String message, Throwable cause) {
    super(message, cause);
  }
}

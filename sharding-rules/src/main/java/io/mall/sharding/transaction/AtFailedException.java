package io.mall.sharding.transaction;

import org.jspecify.annotations.Nullable;

/** An AT transaction did not happen; or it is not known to have happened, and the text says so. */
public final class AtFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AtFailedException(String what, @Nullable Throwable cause) {
    super("Transaction over several shards " + what, cause);
  }
}

package io.mall.app.idempotency;

import io.mall.app.kernel.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that may carry a key.
 *
 * @param operation the kind of request, for example {@code cart.add}; at most 32 characters
 * @param body everything that makes it this request and no other; written as JSON
 */
public record Once(Optional<IdempotencyKey> key, String operation, Object body) {

  /** A request with the header as it came, which may be missing. */
  public static Once of(@Nullable String header, String operation, Object body) {
    return new Once(IdempotencyKey.optional(header), operation, body);
  }

  /** The same by somebody else than the user under whom it is kept: the keys are apart. */
  public Once by(UserId caller) {
    return by(caller.text());
  }

  /** The same by somebody who is not known yet but under a name. */
  public Once by(String who) {
    return new Once(key.map(each -> each.by(who)), operation, body);
  }
}

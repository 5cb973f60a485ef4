package io.mall.app.idempotency;

import io.mall.app.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer as stored.
 *
 * @param httpStatus 0 while a request of several steps is not done
 */
record IdempotencyRow(
    UserId userId,
    String idempotencyKey,
    String operation,
    String fingerprint,
    int httpStatus,
    @Nullable String location,
    @Nullable String etag,
    String body,
    Instant createdAt) {

  static final int NOT_DONE = 0;

  boolean isDone() {
    return httpStatus != NOT_DONE;
  }

  boolean means(Intent intent) {
    return operation.equals(intent.operation()) && fingerprint.equals(intent.fingerprint());
  }
}

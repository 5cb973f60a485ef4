package io.mall.app.idempotency;

import io.mall.app.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An answer as stored. */
record IdempotencyRow(
    UserId userId,
    String idempotencyKey,
    String operation,
    String fingerprint,
    int httpStatus,
    @Nullable String location,
    String body,
    Instant createdAt) {}

package io.mall.app.idempotency;

import io.mall.app.kernel.UserId;

/**
 * What a client wants done once: the user, the key, and the request itself as a fingerprint.
 *
 * @param operation the kind of request, for example {@code order.place}; at most 32 characters
 * @param fingerprint SHA-256 of the request in hexadecimal
 */
public record Intent(UserId userId, IdempotencyKey key, String operation, String fingerprint) {}

package io.mall.app.user;

import io.mall.app.kernel.UserId;
import io.mall.app.security.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody who can log in. */
public record User(
    UserId userId,
    String username,
    String displayName,
    @Nullable String email,
    Role role,
    int version,
    Instant createdAt) {}

package io.mall.app.user;

import io.mall.app.kernel.UserId;
import io.mall.app.security.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A user as stored. */
record UserRow(
    UserId userId,
    String username,
    String passwordHash,
    String displayName,
    @Nullable String email,
    Role role,
    int version,
    Instant createdAt,
    Instant updatedAt) {

  User toUser() {
    return new User(userId, username, displayName, email, role, version, createdAt);
  }

  @Override
  public String toString() {
    return "UserRow[" + userId + "]";
  }
}

package io.mall.app.user;

import io.mall.app.kernel.UserId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A user as sent to the user. */
record UserView(
    UserId userId,
    String username,
    String displayName,
    @Nullable String email,
    String role,
    Instant createdAt) {

  static UserView of(User user) {
    return new UserView(
        user.userId(),
        user.username(),
        user.displayName(),
        user.email(),
        user.role().name().toLowerCase(Locale.ROOT),
        user.createdAt());
  }
}

package io.mall.app.security;

import io.mall.app.kernel.UserId;

/**
 * Whoever sent the request, as an argument of a controller's method on a path that needs a log-in.
 */
public record Caller(UserId userId, Role role) {

  public boolean isAdmin() {
    return role == Role.ADMIN;
  }
}

package io.mall.app.security;

import java.time.Instant;

/** A signed log-in: whoever shows the text is the caller, until it expires or is revoked. */
public record Token(String text, Instant expiresAt) {

  @Override
  public String toString() {
    return "Token[expiresAt=" + expiresAt + "]";
  }
}

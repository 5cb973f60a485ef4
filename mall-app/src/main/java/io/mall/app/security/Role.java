package io.mall.app.security;

/** What an account may do. */
public enum Role {
  USER,
  ADMIN
}

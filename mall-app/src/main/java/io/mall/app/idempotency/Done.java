package io.mall.app.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * What was done, as the client is told.
 *
 * @param location the path of what was created, or null
 * @param view the body; written as JSON
 */
public record Done(int status, @Nullable String location, Object view) {

  public static Done ok(Object view) {
    return new Done(200, null, view);
  }

  public static Done created(String location, Object view) {
    return new Done(201, location, view);
  }
}

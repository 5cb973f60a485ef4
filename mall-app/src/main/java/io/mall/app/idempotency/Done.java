package io.mall.app.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * What was done, as the client is told.
 *
 * @param location the path of what was created, or null
 * @param etag the header of that name, or null
 * @param view the body; written as JSON, or nothing when null
 * @param keeping what becomes of the answer
 */
public record Done(
    int status,
    @Nullable String location,
    @Nullable String etag,
    @Nullable Object view,
    Keeping keeping) {

  /** What becomes of an answer that was given under a key. */
  public enum Keeping {
    KEPT,

    /** Encrypted, because it has a secret. */
    SEALED,

    /** Something is left to do: a repeated request does that instead of getting this answer. */
    NOT_KEPT
  }

  public static Done ok(Object view) {
    return new Done(200, null, null, view, Keeping.KEPT);
  }

  public static Done created(String location, Object view) {
    return new Done(201, location, null, view, Keeping.KEPT);
  }

  /** With a body, or with none. */
  public static Done accepted(@Nullable Object view) {
    return new Done(202, null, null, view, Keeping.KEPT);
  }

  public Done withEtag(String value) {
    return new Done(status, location, value, view, keeping);
  }

  public Done sealed() {
    return new Done(status, location, etag, view, Keeping.SEALED);
  }

  public Done notKept() {
    return new Done(status, location, etag, view, Keeping.NOT_KEPT);
  }
}

package io.mall.app.problem;

/** What sort of refusal a problem is; decides the HTTP status and how loud the log is. */
public enum Kind {
  /** The request itself is wrong, whatever the state of the shop. */
  INVALID(400),
  /** Nobody is logged in, or the log-in is over. */
  UNAUTHENTICATED(401),
  /** Somebody is logged in who may not do this. */
  FORBIDDEN(403),
  /** There is no such thing, or none that the caller may see. */
  ABSENT(404),
  /** The path exists, the method does not. */
  METHOD_NOT_ALLOWED(405),
  /** No representation fits the Accept header. */
  NOT_ACCEPTABLE(406),
  /** The client took too long to send its request. */
  TOO_SLOW(408),
  /** The state of the thing forbids it; the same request may succeed later. */
  CONFLICT(409),
  /** The thing has changed since the client read it. */
  PRECONDITION_FAILED(412),
  /** The body or a header is larger than the limit. */
  TOO_LARGE(413),
  /** The body has a media type that nobody here reads. */
  UNSUPPORTED_MEDIA(415),
  /** Well-formed, but contradicts an earlier request. */
  CONTRADICTION(422),
  /** The client must say which version it means. */
  PRECONDITION_REQUIRED(428),
  /** The client asks too often. */
  TOO_MANY(429),
  /** The shop has no capacity or no database for it right now; retry later. */
  OVERLOADED(503),
  /** The shop broke; an incident id leads to the log. */
  FAILED(500);

  private final int status;

  Kind(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }
}

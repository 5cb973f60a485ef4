package io.mall.app.problem;

/** What sort of refusal a problem is; decides the HTTP status and how loud the log is. */
public enum Kind {
  /** The request itself is wrong, whatever the state of the shop. */
  INVALID(400, "Correct the request; errors names the fields at fault."),
  /** Nobody is logged in, or the log-in is over. */
  UNAUTHENTICATED(401, "Log in, and send the token of the log-in along."),
  /** Somebody is logged in who may not do this. */
  FORBIDDEN(403, "Nothing: this account may not do it."),
  /** There is no such thing, or none that the caller may see. */
  ABSENT(404, "Check the path and the ids in it."),
  /** The path exists, the method does not. */
  METHOD_NOT_ALLOWED(405, "Use a method that this path has; the API document lists them."),
  /** No representation fits the Accept header. */
  NOT_ACCEPTABLE(406, "Accept application/json."),
  /** The client took too long to send its request. */
  TOO_SLOW(408, "Send the request again, faster."),
  /** The state of the thing forbids it; the same request may succeed later. */
  CONFLICT(409, "Read how things are now; the same request may succeed later."),
  /** The thing has changed since the client read it. */
  PRECONDITION_FAILED(
      412, "Read it again, and repeat the change with the new ETag if it is still wanted."),
  /** The body or a header is larger than the limit. */
  TOO_LARGE(413, "Send less at a time."),
  /** The body has a media type that nobody here reads. */
  UNSUPPORTED_MEDIA(415, "Send application/json."),
  /** Well-formed, but contradicts an earlier request. */
  CONTRADICTION(422, "Use a new Idempotency-Key for what is a new request."),
  /** The client must say which version it means. */
  PRECONDITION_REQUIRED(428, "Send the ETag that was read last as If-Match."),
  /** The client asks too often. */
  TOO_MANY(429, "Wait, and ask less often."),
  /** The shop has no capacity or no database for it right now; retry later. */
  OVERLOADED(
      503, "Repeat the same request, with the same Idempotency-Key, after Retry-After seconds."),
  /** The shop broke; an incident id leads to the log. */
  FAILED(500, "Report the traceId: the log has the reason under it.");

  private final int status;
  private final String advice;

  Kind(int status, String advice) {
    this.status = status;
    this.advice = advice;
  }

  public int status() {
    return status;
  }

  /** What a client can do about it, in a sentence. */
  public String advice() {
    return advice;
  }
}

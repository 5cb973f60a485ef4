package io.mall.app.outbox;

import java.time.Duration;

/** Thrown by a handler that knows itself when an event should come back. */
public final class DeliverLaterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration wait;

  public DeliverLaterException(String why, Duration wait) {
    super(why);
    this.wait = wait;
  }

  Duration pause() {
    return wait;
  }
}

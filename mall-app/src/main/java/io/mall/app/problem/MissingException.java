package io.mall.app.problem;

/** Something the shop cannot start without is not there; the message names it. */
public final class MissingException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  public MissingException(String message) {
    super(message);
  }

  public MissingException(String message, Throwable cause) {
    super(message, cause);
  }
}

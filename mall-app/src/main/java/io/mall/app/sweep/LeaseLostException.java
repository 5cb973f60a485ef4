package io.mall.app.sweep;

/** Somebody else does the job by now: what was about to be written must not be. */
public final class LeaseLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Grant grant;
  private final long newer;

  LeaseLostException(Grant grant, long newer) {
    super("%s: token %d is followed by %d".formatted(grant.name(), grant.token(), newer));
    this.grant = grant;
    this.newer = newer;
  }

  long behind() {
    return newer - grant.token();
  }
}

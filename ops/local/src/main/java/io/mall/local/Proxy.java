package io.mall.local;

import java.time.Duration;

/** A TCP proxy on the loopback interface in front of one member, to cause faults. */
public interface Proxy {
  /** Where it listens. */
  int port();

  /** Holds everything back for a while, in both directions. */
  void delay(Duration delay);

  /** Cuts all connections; new ones work. */
  void cut();

  /** Cuts all connections and refuses new ones. */
  void refuse();

  /**
   * Lets the next COMMIT reach the server and take effect, then cuts that connection before the
   * answer comes back.
   */
  void cutAfterNextCommit();

  /** Works as if it were not there. */
  void restore();
}

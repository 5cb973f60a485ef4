package io.mall.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Where a cluster tells, line by line, what it is doing. Called from several threads. */
@FunctionalInterface
public interface Progress {
  /** Tells one line. */
  void line(String text);

  /** Tells nothing. */
  static Progress quiet() {
    return text -> {};
  }

  /** Prints each line. */
  static Progress to(PrintStream out) {
    return out::println;
  }

  /** Tells that something is ready, in columns: what, where, how long it took. */
  default void ready(String what, String where, Duration took) {
    double seconds = took.toMillis() / 1000.0;
    line(String.format(Locale.ROOT, "  %-14s %-24s ready in %4.1f s", what, where, seconds));
  }
}

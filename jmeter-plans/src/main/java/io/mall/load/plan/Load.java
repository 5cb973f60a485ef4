package io.mall.load.plan;

import java.time.Duration;
import java.util.Locale;

/** How requests come. */
public sealed interface Load {

  /** Users who wait for each answer: a slow shop gets fewer requests. */
  record Closed(int users) implements Load {
    public Closed {
      if (users < 1) {
        throw new IllegalArgumentException("At least 1 user.");
      }
    }

    @Override
    public String toString() {
      return users + " users";
    }
  }

  /** Arrivals by the clock, whatever the shop does. */
  record Open(double rate) implements Load {
    public Open {
      if (!(rate > 0)) {
        throw new IllegalArgumentException("A rate above 0/s.");
      }
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s arrivals/s", trimmed(rate));
    }
  }

  /** Load, how long it is measured, and how long before that nobody looks. */
  record Course(Load load, Duration warmUp, Duration measured) {
    public Duration total() {
      return warmUp.plus(measured);
    }
  }

  private static String trimmed(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}

package io.mall.sharding.replica;

import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The properties of {@code MALL_REPLICA} in a rules file.
 *
 * @param maxLag how far a replica may be behind its primary and still be read
 * @param maxWait how long a read waits for a replica that lacks what its client has written
 */
record ReplicaProps(Duration maxLag, Duration maxWait) {

  static final ReplicaProps DEFAULTS =
      new ReplicaProps(Duration.ofSeconds(2), Duration.ofMillis(50));

  /** Set by {@link ReplicaMonitor}, never in a file: which monitor knows the replicas. */
  static final String MONITOR = "monitor";

  private static final String MAX_LAG = "max-lag";
  private static final String MAX_WAIT = "max-wait";
  private static final Set<String> KNOWN = Set.of(MAX_LAG, MAX_WAIT, MONITOR);

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
  private static final Duration LEAST_LAG = Duration.ofMillis(500);
  private static final Duration MOST_WAIT = Duration.ofSeconds(1);

  /**
   * Reads and checks.
   *
   * @throws IllegalArgumentException saying which property is wrong and what it must be
   */
  static ReplicaProps of(Properties props) {
    for (String each : props.stringPropertyNames()) {
      if (!KNOWN.contains(each)) {
        throw new IllegalArgumentException(
            "MALL_REPLICA has no property `%s`, only max-lag and max-wait".formatted(each));
      }
    }
    ReplicaProps read =
        new ReplicaProps(
            duration(props, MAX_LAG, DEFAULTS.maxLag()),
            duration(props, MAX_WAIT, DEFAULTS.maxWait()));
    if (read.maxLag.compareTo(LEAST_LAG) < 0) {
      throw new IllegalArgumentException(
          "max-lag is at least 500ms: a replica that is up to date measures up to that");
    }
    if (read.maxWait.compareTo(MOST_WAIT) > 0) {
      throw new IllegalArgumentException("max-wait is at most 1s: the primary answers sooner");
    }
    return read;
  }

  private static Duration duration(Properties props, String name, Duration otherwise) {
    String text = props.getProperty(name);
    if (text == null) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "%s is a time such as 500ms or 2s, not `%s`".formatted(name, text));
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      default -> Duration.ofMinutes(count);
    };
  }
}

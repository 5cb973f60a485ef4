package io.mall.sharding.replica;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a log of transactions has come, by GTID: the highest number of each source. A source is a
 * replication domain on MariaDB, a server's UUID (with a tag, if any) on MySQL.
 *
 * <p>The highest number says it all because both number in the order of commits and replicas commit
 * in that order: MariaDB within a domain always, MySQL with {@code replica_preserve_commit_order},
 * the default.
 */
final class Position {

  static final Position NONE = new Position(new TreeMap<>());

  private static final Pattern MARIADB = Pattern.compile("(\\d{1,10})-\\d{1,10}-(\\d{1,18})");
  private static final Pattern SOURCE = Pattern.compile("[0-9a-fA-F-]{1,36}");
  private static final Pattern TAG = Pattern.compile("[a-z_][a-z0-9_]{0,31}");
  private static final Pattern INTERVAL = Pattern.compile("(?:\\d{1,18}-)?(\\d{1,18})");

  private final SortedMap<String, Long> last;

  private Position(SortedMap<String, Long> last) {
    this.last = Collections.unmodifiableSortedMap(last);
  }

  /**
   * Reads what a server says ({@code 1-10-7041}, {@code 3e11fa47-…:1-5:7,…}) or {@link #toString}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Position parse(String text) {
    SortedMap<String, Long> last = new TreeMap<>();
    for (String each : text.split(",", -1)) {
      String part = each.strip();
      if (part.isEmpty()) {
        continue;
      }
      Matcher mariaDb = MARIADB.matcher(part);
      if (mariaDb.matches()) {
        last.merge(mariaDb.group(1), Long.valueOf(mariaDb.group(2)), Math::max);
      } else {
        intervals(part, last);
      }
    }
    return last.isEmpty() ? NONE : new Position(last);
  }

  private static void intervals(String text, Map<String, Long> last) {
    String[] parts = text.split(":", -1);
    String source = parts[0];
    if (!SOURCE.matcher(source).matches()) {
      throw new IllegalArgumentException("not a GTID position");
    }
    for (int i = 1; i < parts.length; i++) {
      Matcher interval = INTERVAL.matcher(parts[i]);
      if (interval.matches()) {
        last.merge(source, Long.valueOf(interval.group(1)), Math::max);
      } else if (TAG.matcher(parts[i]).matches()) {
        source = parts[0] + ":" + parts[i];
      } else {
        throw new IllegalArgumentException("not a GTID position");
      }
    }
    if (parts.length == 1) {
      throw new IllegalArgumentException("not a GTID position");
    }
  }

  /** Whether whoever is here has all that is there. */
  boolean covers(Position other) {
    for (Map.Entry<String, Long> each : other.last.entrySet()) {
      if (last.getOrDefault(each.getKey(), 0L) < each.getValue()) {
        return false;
      }
    }
    return true;
  }

  /** The least position that covers both. */
  Position and(Position other) {
    if (other.covers(this)) {
      return other;
    }
    if (covers(other)) {
      return this;
    }
    SortedMap<String, Long> both = new TreeMap<>(last);
    other.last.forEach((source, number) -> both.merge(source, number, Math::max));
    return new Position(both);
  }

  boolean isNone() {
    return last.isEmpty();
  }

  /** How many sources it names. */
  int size() {
    return last.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position position && last.equals(position.last);
  }

  @Override
  public int hashCode() {
    return last.hashCode();
  }

  /** {@code source:number,…}. */
  @Override
  public String toString() {
    return last.entrySet().stream()
        .map(each -> each.getKey() + ":" + each.getValue())
        .collect(Collectors.joining(","));
  }
}

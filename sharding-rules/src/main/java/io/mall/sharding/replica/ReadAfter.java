package io.mall.sharding.replica;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a client's reads must not be older than: a position in the log of each data source it has
 * written to. As text it is a token that says nothing to clients; it is not signed, because all it
 * can ask for is a short wait and a read on the primary.
 */
public final class ReadAfter {

  /** Nothing in particular. */
  public static final ReadAfter NOTHING = new ReadAfter(new TreeMap<>());

  /** The longest token that is read; one of sixteen data sources on MySQL has two thirds of it. */
  public static final int MAX_LENGTH = 1_200;

  private static final int MAX_SOURCES = 16;
  private static final Pattern NAME = Pattern.compile("\\w{1,64}");

  private final SortedMap<String, Position> positions;

  private ReadAfter(SortedMap<String, Position> positions) {
    this.positions = Collections.unmodifiableSortedMap(positions);
  }

  static ReadAfter of(Map<String, Position> positions) {
    return new ReadAfter(new TreeMap<>(positions));
  }

  /** Reads a token; empty when it is none. */
  public static Optional<ReadAfter> parse(String token) {
    if (token.isEmpty() || token.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      return Optional.of(positions(new String(bytes, StandardCharsets.US_ASCII)));
    } catch (IllegalArgumentException garbled) {
      return Optional.empty();
    }
  }

  private static ReadAfter positions(String text) {
    SortedMap<String, Position> positions = new TreeMap<>();
    for (String each : text.split(";", -1)) {
      int equals = each.indexOf('=');
      if (equals < 0 || !NAME.matcher(each.substring(0, equals)).matches()) {
        throw new IllegalArgumentException("not a data source and its position");
      }
      Position position = Position.parse(each.substring(equals + 1));
      positions.put(each.substring(0, equals), position);
      if (position.isNone() || position.size() > MAX_SOURCES || positions.size() > MAX_SOURCES) {
        throw new IllegalArgumentException("not a data source and its position");
      }
    }
    return new ReadAfter(positions);
  }

  Position of(String dataSource) {
    return positions.getOrDefault(dataSource, Position.NONE);
  }

  SortedMap<String, Position> positions() {
    return positions;
  }

  public boolean isNothing() {
    return positions.isEmpty();
  }

  /** Both. */
  public ReadAfter and(ReadAfter other) {
    if (other.isNothing()) {
      return this;
    }
    SortedMap<String, Position> both = new TreeMap<>(positions);
    other.positions.forEach((name, position) -> both.merge(name, position, Position::and));
    return new ReadAfter(both);
  }

  /** The text that {@link #parse} reads: letters, digits, hyphen and underscore. */
  public String token() {
    String text =
        positions.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(";"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadAfter after && positions.equals(after.positions);
  }

  @Override
  public int hashCode() {
    return positions.hashCode();
  }

  @Override
  public String toString() {
    return positions.toString();
  }
}

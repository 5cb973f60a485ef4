package io.mall.sharding.lint;

import io.mall.sharding.route.ddl.LogicColumn.Family;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sample keys of a sharding column, the same at every run. */
final class Keys {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final Pattern DATE =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2}:\\d{2})?");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** Enough that of evenly spread keys no data node is missed by chance. */
  private static int size(Table table) {
    return Math.clamp(24L * table.nodes().size(), 512, 40_000);
  }

  private Keys() {}

  /** The ways to read this column's keys, the likeliest first. */
  static List<List<Comparable<?>>> candidates(RuleFile file, Table table, String column) {
    Optional<Family> family =
        file.schema()
            .flatMap(schema -> schema.table(table.name()))
            .flatMap(each -> each.column(column))
            .map(each -> each.family());
    String properties = properties(table);
    int size = size(table);
    boolean dates = properties.contains("datetime-") || DATE.matcher(properties).find();
    if (dates) {
      return List.of(times(properties, Math.max(256, size / 3)));
    }
    if (family.filter(each -> each == Family.TEXT).isPresent()) {
      return List.of(digits(size), names(size), longs(properties, column, size));
    }
    return List.of(
        longs(properties, column, size),
        digits(size),
        names(size),
        times(properties, Math.max(256, size / 3)));
  }

  private static String properties(Table table) {
    StringBuilder text = new StringBuilder();
    for (Strategy each : List.of(table.database(), table.table())) {
      each.definition()
          .ifPresent(
              item ->
                  item.entriesOf("props")
                      .forEach(
                          entry ->
                              text.append(entry.name())
                                  .append('=')
                                  .append(entry.text())
                                  .append('\n')));
    }
    return text.toString();
  }

  /**
   * Small numbers, ids of up to 61 bits (two of them add up without an overflow), and what lies
   * around each number the properties mention.
   */
  private static List<Comparable<?>> longs(String properties, String column, int size) {
    Set<Comparable<?>> keys = new LinkedHashSet<>();
    for (long key = 0; key < size / 3; key++) {
      keys.add(key);
    }
    List<Long> numbers =
        NUMBER.matcher(properties).results().map(each -> Long.valueOf(each.group())).toList();
    for (long number : numbers) {
      keys.addAll(List.of(Math.max(0, number - 1), number, number + 1));
    }
    if (properties.contains("range-") || properties.contains("-ranges")) {
      keys.addAll(between(numbers, size / 4));
    }
    Random random = new Random(column.hashCode());
    while (keys.size() < size) {
      keys.add(random.nextLong() >>> (3 + random.nextInt(38)));
    }
    return List.copyOf(keys);
  }

  /** Evenly from below the lowest bound to above the highest. */
  private static List<Comparable<?>> between(List<Long> bounds, int count) {
    long low = bounds.stream().mapToLong(Long::longValue).min().orElse(0);
    long high = bounds.stream().mapToLong(Long::longValue).max().orElse(0);
    long step = Math.max(1, (high - low) / count);
    List<Comparable<?>> keys = new ArrayList<>();
    for (long key = low - step; key <= high + step && keys.size() < 2 * count; key += step) {
      keys.add(key);
    }
    return keys;
  }

  private static List<Comparable<?>> digits(int size) {
    Random random = new Random(11);
    List<Comparable<?>> keys = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      keys.add(String.valueOf(1_000_000_000_000L + (random.nextLong() >>> 22)));
    }
    return keys;
  }

  private static List<Comparable<?>> names(int size) {
    Random random = new Random(12);
    List<Comparable<?>> keys = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      keys.add("user-" + Long.toString(random.nextLong() >>> 10, 36));
    }
    return keys;
  }

  /** Times between the first and the last that the properties mention, evenly. */
  private static List<Comparable<?>> times(String properties, int size) {
    List<LocalDateTime> bounds = new ArrayList<>();
    Matcher dates = DATE.matcher(properties);
    while (dates.find()) {
      String text = dates.group().length() > 10 ? dates.group() : dates.group() + " 00:00:00";
      parse(text).ifPresent(bounds::add);
    }
    LocalDateTime low =
        bounds.stream().min(LocalDateTime::compareTo).orElse(LocalDateTime.of(2020, 1, 1, 0, 0));
    LocalDateTime high = bounds.stream().max(LocalDateTime::compareTo).orElse(low);
    high = high.isAfter(low) ? high : low.plusYears(1);
    long step = Math.max(1, ChronoUnit.SECONDS.between(low, high) / (size - 1));
    List<Comparable<?>> keys = new ArrayList<>();
    for (LocalDateTime each = low; !each.isAfter(high); each = each.plusSeconds(step)) {
      keys.add(TIME.format(each));
    }
    return keys;
  }

  /** Nothing where it is no date: the algorithm refuses it as well, a finding of its own. */
  private static Optional<LocalDateTime> parse(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, TIME));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}

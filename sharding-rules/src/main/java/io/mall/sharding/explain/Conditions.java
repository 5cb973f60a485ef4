package io.mall.sharding.explain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a statement asks of one of its tables, read off its text: enough for a proposal. */
final class Conditions {

  private static final String COLUMN = "(?:`?(\\w+)`?\\.)?`?(\\w+)`?\\s*";
  private static final Pattern EQUAL =
      Pattern.compile("(?i)" + COLUMN + "(?:=|<=>|\\bIN\\b)\\s*(?:\\(|\\?|'|\\d)");
  private static final Pattern RANGE =
      Pattern.compile("(?i)" + COLUMN + "(?:<=?|>=?|\\bBETWEEN\\b|\\bLIKE\\b)\\s*(?:\\?|'|\\d)");
  private static final Pattern ORDER =
      Pattern.compile("(?is)\\bORDER\\s+BY\\s+(.*?)(?:\\bLIMIT\\b|\\bFOR\\b|\\)|$)");
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?is).*?(?:\\b\\w+\\.)?`?(\\w+)`?\\s*(?:=|<>|<=|>=|<|>|\\bLIKE|\\bIN)\\s*\\(?[?,\\s]*$");

  private Conditions() {}

  /** The column that each question mark is compared with or assigned to; empty where unknown. */
  static List<String> columns(String sql) {
    List<String> columns = new ArrayList<>();
    for (int at = sql.indexOf('?'); at >= 0; at = sql.indexOf('?', at + 1)) {
      Matcher before = BEFORE.matcher(sql.substring(Math.max(0, at - 120), at));
      columns.add(before.matches() ? before.group(1) : "");
    }
    return columns;
  }

  /**
   * The columns of an index that would help: those compared for equality, then those sorted by, or
   * else one that has a range.
   *
   * @param names how the statement may call the table
   * @param known the table's columns
   */
  static List<String> index(String sql, Set<String> names, Set<String> known) {
    int where = sql.toUpperCase(Locale.ROOT).indexOf("WHERE");
    String conditions = where < 0 ? "" : sql.substring(where);
    Set<String> columns = new LinkedHashSet<>(found(EQUAL, conditions, names, known));
    List<String> sorted = sorted(sql, names, known);
    if (sorted.isEmpty()) {
      found(RANGE, conditions, names, known).stream()
          .filter(each -> !columns.contains(each))
          .findFirst()
          .ifPresent(columns::add);
    } else {
      columns.addAll(sorted);
    }
    return List.copyOf(columns);
  }

  private static List<String> found(
      Pattern pattern, String text, Set<String> names, Set<String> known) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      boolean own = matcher.group(1) == null || names.contains(matcher.group(1));
      if (own && known.contains(matcher.group(2)) && !found.contains(matcher.group(2))) {
        found.add(matcher.group(2));
      }
    }
    return found;
  }

  private static List<String> sorted(String sql, Set<String> names, Set<String> known) {
    Matcher order = ORDER.matcher(sql);
    List<String> columns = new ArrayList<>();
    if (order.find()) {
      for (String each : order.group(1).split(",", -1)) {
        Matcher column = Pattern.compile("(?i)^\\s*" + COLUMN + "(ASC|DESC)?\\s*$").matcher(each);
        boolean own =
            column.matches() && (column.group(1) == null || names.contains(column.group(1)));
        if (!own || !known.contains(column.group(2))) {
          return List.of();
        }
        columns.add(column.group(2));
      }
    }
    return columns;
  }

  /** What a statement calls a table besides its name. */
  static Optional<String> alias(String sql, String actual) {
    Matcher alias =
        Pattern.compile("(?i)\\b" + Pattern.quote(actual) + "`?\\s+(?:AS\\s+)?(\\w+)").matcher(sql);
    Set<String> words =
        Set.of(
            "where",
            "set",
            "join",
            "left",
            "inner",
            "on",
            "order",
            "group",
            "limit",
            "force",
            "use",
            "for",
            "values",
            "select",
            "cross",
            "straight_join",
            "right",
            "union",
            "having");
    return alias.find() && !words.contains(alias.group(1).toLowerCase(Locale.ROOT))
        ? Optional.of(alias.group(1))
        : Optional.empty();
  }
}

package io.mall.sharding.route.preview;

import io.mall.sharding.route.ddl.LogicColumn;
import io.mall.sharding.route.ddl.LogicSchema;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a value for each question mark of a statement, after the column it is compared with or
 * written to. All keys of an example carry one slot, as those of one user do; the values of an IN
 * list each carry another, and so does a key that an UPDATE assigns.
 */
final class Values {

  private static final int SLOTS = 1024;
  private static final int GROUP = 64;

  /** From one slot to another that no remainder and no range takes for the same. */
  private static final int ELSEWHERE = 5 * GROUP + 1;

  /** How far before a question mark its column is looked for; the whole text takes too long. */
  private static final int NEAR = 300;

  private static final Pattern LIMIT =
      Pattern.compile("(?is).*\\b(LIMIT|OFFSET)\\s*$|.*\\bLIMIT\\s+\\?\\s*,\\s*$");
  private static final Pattern SET =
      Pattern.compile("(?is)^(?:\\s*/\\*.*?\\*/)*\\s*UPDATE\\b(?:(?!\\bWHERE\\b).)*$");
  private static final Pattern COMPARED =
      Pattern.compile(
          "(?is).*?(?:\\b\\w+\\.)?`?(\\w+)`?\\s*(?:=|<>|!=|<=|>=|<|>|\\bLIKE)\\s*\\(?$");
  private static final Pattern IN =
      Pattern.compile("(?is).*?(?:\\b\\w+\\.)?`?(\\w+)`?\\s+(?:NOT\\s+)?IN\\s*$");
  private static final Pattern LOW =
      Pattern.compile("(?is).*?(?:\\b\\w+\\.)?`?(\\w+)`?\\s+BETWEEN\\s*$");
  private static final Pattern HIGH =
      Pattern.compile("(?is).*?(?:\\b\\w+\\.)?`?(\\w+)`?\\s+BETWEEN\\s+\\?\\s+AND\\s*$");
  private static final Pattern INSERT =
      Pattern.compile(
          "(?is)^(?:\\s*/\\*.*?\\*/)*\\s*(?:INSERT|REPLACE)\\b.*?\\(([^()]*)\\)\\s*VALUES\\s*(.*)$");

  private static final Set<String> SMALL = Set.of("TINYINT", "SMALLINT");

  private final LogicSchema schema;

  Values(LogicSchema schema) {
    this.schema = schema;
  }

  /**
   * The values of one example; the number chooses the slot.
   *
   * @param listsOfOneShard whether the values of an IN list carry one slot too
   */
  List<Object> of(Branches.Branch branch, int example, boolean listsOfOneShard) {
    int step = listsOfOneShard ? 0 : ELSEWHERE;
    int slot = Math.floorMod(example * 331 + 5, SLOTS);
    List<Object> values = new ArrayList<>();
    String sql = branch.sql();
    int from = 0;
    for (String name : branch.parameters()) {
      int at = sql.indexOf('?', from);
      if (at < 0) {
        break;
      }
      values.add(value(sql, at, name, slot, values.size(), step));
      from = at + 1;
    }
    return values;
  }

  private Object value(String sql, int at, String name, int slot, int index, int step) {
    String before = sql.substring(Math.max(0, at - NEAR), at);
    if (LIMIT.matcher(before).matches()) {
      return 10L;
    }
    Matcher high = HIGH.matcher(before);
    Matcher low = LOW.matcher(before);
    if (high.matches() || low.matches()) {
      boolean upper = high.matches();
      String column = upper ? high.group(1) : low.group(1);
      return bound(column(column), slot, upper);
    }
    int open = sql.lastIndexOf('(', at);
    Matcher in = IN.matcher(sql.substring(Math.max(0, open - NEAR), Math.max(0, open)));
    if (open >= 0 && sql.indexOf(')', open) > at && in.matches()) {
      int position = (int) sql.substring(open, at).chars().filter(each -> each == '?').count();
      int other = (slot + position * step) % SLOTS;
      return plain(column(in.group(1)), other, index);
    }
    Matcher compared = COMPARED.matcher(before);
    if (compared.matches() && column(compared.group(1)).isPresent()) {
      boolean assigned = SET.matcher(sql.substring(0, at)).matches();
      int own = assigned ? (slot + ELSEWHERE) % SLOTS : slot;
      return plain(column(compared.group(1)), own, index);
    }
    Optional<String> inserted = inserted(sql, at);
    return plain(column(inserted.orElse(snake(name))), slot, index);
  }

  /** The column that a question mark in VALUES (...), (...) stands for. */
  private static Optional<String> inserted(String sql, int at) {
    Matcher insert = INSERT.matcher(sql);
    if (!insert.matches() || at < insert.start(2)) {
      return Optional.empty();
    }
    int depth = 0;
    int position = 0;
    for (int i = insert.start(2); i < at; i++) {
      char c = sql.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      position = c == '(' && depth == 1 ? 0 : c == ',' && depth == 1 ? position + 1 : position;
    }
    String[] columns = insert.group(1).split(",", -1);
    return depth >= 1 && position < columns.length
        ? Optional.of(columns[position].replace("`", "").strip())
        : Optional.empty();
  }

  /** A slot is generated in all tables but the one whose key it is: that one says less. */
  private Optional<LogicColumn> column(String name) {
    return schema.tables().stream()
        .flatMap(each -> each.column(name).stream())
        .max(Comparator.comparing(LogicColumn::generated));
  }

  /** Computed from a key, or too small for one. */
  private static boolean isSlot(LogicColumn column) {
    return column.generated() || SMALL.contains(column.type().toUpperCase(Locale.ROOT));
  }

  private static Object bound(Optional<LogicColumn> column, int slot, boolean upper) {
    if (column.isPresent() && isSlot(column.get())) {
      int low = slot / GROUP * GROUP;
      return (long) (upper ? low + GROUP - 1 : low);
    }
    return plain(column, upper ? SLOTS - 1 : slot, 0);
  }

  private static Object plain(Optional<LogicColumn> column, int slot, int index) {
    if (column.isEmpty()) {
      return 1L;
    }
    return switch (column.get().family()) {
      case INTEGER -> isSlot(column.get()) ? (long) slot : ((1_000L + index) << 10) | slot;
      case TEXT -> "user" + slot;
      case TIME -> Timestamp.valueOf(LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(slot));
      case OTHER -> 1L;
    };
  }

  /** userId and order.userId as the column user_id. */
  private static String snake(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1).replaceAll("__frch_(\\w+)_\\d+", "$1");
    return last.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}

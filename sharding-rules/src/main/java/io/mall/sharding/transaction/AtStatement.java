package io.mall.sharding.transaction;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What AT may be asked to do: plain changes of one table that was set apart for it. Everything that
 * Seata cannot undo, or undoes wrongly, is refused by its text before any server sees it.
 */
final class AtStatement {

  /** SQL state of a feature that is not supported. */
  private static final String REFUSED = "0A000";

  private static final Pattern COMMENTS =
      Pattern.compile("/\\*.*?\\*/|--[^\n]*|#[^\n]*", Pattern.DOTALL);
  private static final Pattern TEXTS =
      Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern CHANGE =
      Pattern.compile(
          "(INSERT INTO|UPDATE|DELETE FROM) `?(\\w+)`?(.*)",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern NOT_UNDONE =
      Pattern.compile(
          "\\bON DUPLICATE KEY\\b|\\bSELECT\\b|\\bJOIN\\b|\\bLIMIT\\b|\\bUSING\\b|\\bRETURNING\\b|^ ?,",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern READ =
      Pattern.compile("(SELECT|SHOW|EXPLAIN)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private AtStatement() {}

  /**
   * Refuses what cannot be undone.
   *
   * @param tables the logic tables set apart for AT
   * @param inTransaction whether a transaction is running: nothing is changed outside of one, since
   *     a local change ignores the locks of others and spoils their rollback
   * @throws SQLException the refusal, with the reason
   */
  static void check(String sql, Set<String> tables, boolean inTransaction) throws SQLException {
    String bare = TEXTS.matcher(COMMENTS.matcher(sql).replaceAll(" ")).replaceAll("''");
    bare = bare.replaceAll("\\s+", " ").strip();
    if (READ.matcher(bare).matches()) {
      return;
    }
    Matcher change = CHANGE.matcher(bare);
    if (!change.matches()) {
      throw refused(bare, "AT undoes plain INSERT INTO, UPDATE and DELETE FROM only");
    }
    String table = change.group(2).toLowerCase(Locale.ROOT);
    if (!tables.contains(table)) {
      throw refused(bare, "`" + table + "` is not set apart for AT, which has " + tables);
    }
    Matcher wrong = NOT_UNDONE.matcher(change.group(3));
    if (wrong.find()) {
      throw refused(bare, "AT does not undo a change with `" + wrong.group().strip() + "`");
    }
    if (!inTransaction) {
      throw refused(bare, "tables of AT are changed inside of a transaction only");
    }
  }

  private static SQLException refused(String sql, String reason) {
    String begin = sql.length() > 60 ? sql.substring(0, 60) + "…" : sql;
    return new SQLException("\"" + begin + "\" is refused: " + reason, REFUSED);
  }
}

package io.mall.sharding.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Text cut into statements at its semicolons; comments stay, for they may name or steer one. */
final class Script {

  private static final Set<String> READS =
      Set.of("SELECT", "SHOW", "DESC", "DESCRIBE", "EXPLAIN", "WITH", "(");

  private Script() {}

  /** The statements; what stands behind the last semicolon is one, too. */
  static List<String> statements(String text) {
    List<String> statements = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < text.length(); ) {
      if (text.charAt(at) == ';') {
        add(statements, text.substring(start, at));
        start = at + 1;
      }
      at = after(text, at);
    }
    add(statements, text.substring(start));
    return statements;
  }

  /** Whether a text ends with the end of a statement. */
  static boolean isWhole(String text) {
    int last = -1;
    for (int at = 0; at < text.length(); at = after(text, at)) {
      boolean comment = after(text, at) > at + 1 && "'\"`".indexOf(text.charAt(at)) < 0;
      if (!Character.isWhitespace(text.charAt(at)) && !comment) {
        last = text.charAt(at);
      }
    }
    return last == ';' || last < 0;
  }

  private static void add(List<String> statements, String text) {
    if (!plain(text).isEmpty()) {
      statements.add(text.strip());
    }
  }

  /** Whether it only reads, as far as its first word says; the servers see to the rest. */
  static boolean reads(String statement) {
    String plain = plain(statement);
    String word = plain.startsWith("(") ? "(" : plain.split("[\\s(]+", 2)[0];
    return READS.contains(word.toUpperCase(Locale.ROOT));
  }

  /** Without its comments. */
  static String plain(String statement) {
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < statement.length(); ) {
      int end = after(statement, at);
      boolean comment = end > at + 1 && "'\"`".indexOf(statement.charAt(at)) < 0;
      plain.append(comment ? " " : statement.substring(at, end));
      at = end;
    }
    return plain.toString().strip();
  }

  /** The end of the comment, the quoted text or the character that begins here. */
  private static int after(String text, int at) {
    char c = text.charAt(at);
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      return end < 0 ? text.length() : end + 2;
    }
    if (c == '#' || text.startsWith("-- ", at) || text.startsWith("--\n", at)) {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end + 1;
    }
    if (c != '\'' && c != '"' && c != '`') {
      return at + 1;
    }
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != c) {
      end += text.charAt(end) == '\\' && c != '`' ? 2 : 1;
    }
    return Math.min(end + 1, text.length());
  }
}

package io.mall.sharding.route.shape;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a statement, where ShardingSphere's tree leaves out what matters. */
final class SqlText {
  private static final Pattern NOISE =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|'(?:[^'\\\\]|\\\\.|'')*'|\"(?:[^\"\\\\]|\\\\.)*\"|--\\s[^\\n]*");
  private static final Pattern NESTED = Pattern.compile("(?i)\\(\\s*(?:SELECT|WITH)\\b");
  private static final Pattern SELECT = Pattern.compile("(?i)\\bSELECT\\b");
  private static final Pattern AGGREGATE =
      Pattern.compile(
          "(?i)\\b(COUNT|SUM|MIN|MAX|AVG|GROUP_CONCAT|STD|STDDEV|STDDEV_POP|STDDEV_SAMP|VARIANCE|VAR_POP"
              + "|VAR_SAMP|BIT_AND|BIT_OR|BIT_XOR|JSON_ARRAYAGG|JSON_OBJECTAGG|ANY_VALUE|MEDIAN)\\s*\\(");

  private SqlText() {}

  /** Without comments and literals; every other character stays where it is. */
  static String plain(String sql) {
    Matcher matcher = NOISE.matcher(sql);
    StringBuilder text = new StringBuilder(sql);
    while (matcher.find()) {
      for (int i = matcher.start(); i < matcher.end(); i++) {
        text.setCharAt(i, ' ');
      }
    }
    return text.toString();
  }

  /** Without what stands in nested selects. */
  static String outermost(String plain) {
    StringBuilder text = new StringBuilder(plain);
    Matcher matcher = NESTED.matcher(plain);
    int from = 0;
    while (matcher.find(from)) {
      int depth = 0;
      int at = matcher.start();
      do {
        char c = plain.charAt(at);
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        text.setCharAt(at, ' ');
        at++;
      } while (depth > 0 && at < plain.length());
      from = at;
    }
    return text.toString();
  }

  static int selects(String plain) {
    return (int) SELECT.matcher(plain).results().count();
  }

  static boolean hasAggregate(String text) {
    return AGGREGATE.matcher(text).find();
  }

  static boolean hasWindow(String text) {
    return text.toUpperCase(Locale.ROOT).matches("(?s).*\\bOVER\\s*(\\(|\\w).*");
  }
}

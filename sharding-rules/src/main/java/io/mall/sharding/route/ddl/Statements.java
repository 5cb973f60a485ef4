package io.mall.sharding.route.ddl;

import java.util.ArrayList;
import java.util.List;

/** Cuts a script into its statements, without comments, each with the line it starts on. */
final class Statements {

  record Statement(int line, String text) {}

  private Statements() {}

  static List<Statement> split(String script) {
    List<Statement> statements = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int line = 1;
    int start = 0;
    for (int at = 0; at < script.length(); ) {
      int end = tokenEnd(script, at);
      char c = script.charAt(at);
      if (c == ';') {
        add(statements, start, text);
        start = 0;
      } else if (isComment(script, at)) {
        text.append(' ');
      } else {
        if (start == 0 && !Character.isWhitespace(c)) {
          start = line;
        }
        text.append(script, at, end);
      }
      line += (int) script.substring(at, end).chars().filter(each -> each == '\n').count();
      at = end;
    }
    add(statements, start, text);
    return statements;
  }

  private static void add(List<Statement> statements, int start, StringBuilder text) {
    if (start > 0) {
      statements.add(new Statement(start, text.toString().strip()));
    }
    text.setLength(0);
  }

  private static boolean isComment(String script, int at) {
    return script.charAt(at) == '#'
        || script.startsWith("/*", at)
        || script.startsWith("-- ", at)
        || script.startsWith("--\n", at);
  }

  private static int tokenEnd(String script, int at) {
    char c = script.charAt(at);
    int end;
    if (isComment(script, at)) {
      end = c == '/' ? script.indexOf("*/", at + 2) : script.indexOf('\n', at);
      return end < 0 ? script.length() : c == '/' ? end + 2 : end;
    }
    if (c != '\'' && c != '"' && c != '`') {
      return at + 1;
    }
    end = at + 1;
    while (end < script.length() && script.charAt(end) != c) {
      end += script.charAt(end) == '\\' && c != '`' ? 2 : 1;
    }
    return Math.min(end + 1, script.length());
  }
}

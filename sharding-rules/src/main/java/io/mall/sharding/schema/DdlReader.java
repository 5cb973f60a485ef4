package io.mall.sharding.schema;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the schema files: nothing but CREATE TABLE statements, each of a plain logic table. */
final class DdlReader {

  private static final Pattern CREATE =
      Pattern.compile(
          "(?is)\\s*(CREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?)`?(\\w+)`?(\\s*\\(.*)");

  private final NavigableMap<String, LogicTable> tables = new TreeMap<>();

  private DdlReader() {}

  /** The logic tables, sorted by name. Comments do not reach the servers. */
  static List<LogicTable> read(String folder, Map<String, String> texts) {
    DdlReader reader = new DdlReader();
    texts.forEach((file, text) -> reader.readFile(folder + "/" + file, text));
    if (reader.tables.isEmpty()) {
      throw new SchemaException(folder + " has no file *.sql with a CREATE TABLE");
    }
    return List.copyOf(reader.tables.values());
  }

  private void readFile(String file, String text) {
    StringBuilder statement = new StringBuilder();
    int line = 1;
    int start = 0;
    for (int at = 0; at < text.length(); ) {
      int end = tokenEnd(file, text, at, line);
      if (isComment(text, at)) {
        dropEmptyLine(statement);
      } else if (text.charAt(at) == ';') {
        add(file, start, statement);
        statement.setLength(0);
        start = 0;
      } else {
        start = start == 0 && !Character.isWhitespace(text.charAt(at)) ? line : start;
        statement.append(text, at, end);
      }
      line += (int) text.substring(at, end).chars().filter(c -> c == '\n').count();
      at = end;
    }
    add(file, start, statement);
  }

  private static boolean isComment(String text, int at) {
    return text.charAt(at) == '#'
        || text.startsWith("/*", at)
        || (text.startsWith("--", at)
            && (at + 2 == text.length() || Character.isWhitespace(text.charAt(at + 2))));
  }

  /** Where the comment, the quoted text or the single character that starts here ends. */
  private static int tokenEnd(String file, String text, int at, int line) {
    char c = text.charAt(at);
    if (isComment(text, at)) {
      int end = c == '/' ? text.indexOf("*/", at + 2) : text.indexOf('\n', at);
      return c == '/' ? closed(file, line, end, 2) : end < 0 ? text.length() : end;
    }
    if (c != '\'' && c != '"' && c != '`') {
      return at + 1;
    }
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != c) {
      end += text.charAt(end) == '\\' && c != '`' ? 2 : 1;
    }
    return closed(file, line, end < text.length() ? end : -1, 1);
  }

  /** A comment alone on its line leaves no line behind; within a line it leaves a blank. */
  private static void dropEmptyLine(StringBuilder statement) {
    int end = statement.length();
    while (end > 0 && (statement.charAt(end - 1) == ' ' || statement.charAt(end - 1) == '\t')) {
      end--;
    }
    boolean alone = end > 0 && statement.charAt(end - 1) == '\n';
    statement.setLength(alone ? end - 1 : end);
    statement.append(alone ? "" : " ");
  }

  private static int closed(String file, int line, int end, int width) {
    if (end < 0) {
      throw new SchemaException("%s:%d: what starts here is never closed".formatted(file, line));
    }
    return end + width;
  }

  private void add(String file, int line, CharSequence statement) {
    if (line == 0) {
      return;
    }
    String source = file + ":" + line;
    Matcher create = CREATE.matcher(statement);
    if (!create.matches()) {
      throw new SchemaException(
          "%s: only CREATE TABLE name (...) may stand in a schema file, found: %s"
              .formatted(source, start(statement)));
    }
    String name = create.group(2);
    LogicTable table = new LogicTable(name, source, create.group(1), create.group(3));
    LogicTable other = tables.putIfAbsent(name, table);
    if (other != null) {
      throw new SchemaException(
          "%s: table %s is already created in %s".formatted(source, name, other.source()));
    }
  }

  private static String start(CharSequence statement) {
    String line = statement.toString().strip().replaceAll("\\s+", " ");
    return line.length() > 60 ? line.substring(0, 60) + "..." : line;
  }
}

package io.mall.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a child process has written. */
record Log(Path file) {
  private static final int LINES = 15;
  private static final int WIDTH = 400;
  private static final Pattern FIELDS =
      Pattern.compile("\"(level|message|stack_trace)\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Its last lines, for a person to read. */
  String end() {
    try {
      List<String> lines = Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
          .map(Log::readable)
          .map(line -> "    " + line.substring(0, Math.min(WIDTH, line.length())))
          .collect(Collectors.joining("\n", "", "\n  (all of it: " + file + ")"));
    } catch (IOException e) {
      return "    (no log in " + file + ")";
    }
  }

  /** Forgets what an earlier run wrote. */
  void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LocalClusterException("Cannot delete " + file + ": " + e.getMessage(), e);
    }
  }

  /** Of a line of JSON the level, the message and the beginning of a stack trace. */
  private static String readable(String line) {
    if (!line.startsWith("{")) {
      return line;
    }
    StringBuilder text = new StringBuilder();
    Matcher matcher = FIELDS.matcher(line);
    while (matcher.find()) {
      text.append(matcher.group(2).replace("\\\"", "\"").replace("\\n", " ").replace("\\t", ""));
      text.append(' ');
    }
    return text.isEmpty() ? line : text.toString();
  }
}

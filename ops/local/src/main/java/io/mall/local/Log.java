package io.mall.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What a child process has written. */
record Log(Path file) {
  private static final int LINES = 15;
  private static final int WIDTH = 400;

  /** Its last lines, for a person to read. */
  String end() {
    try {
      List<String> lines = Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
          .map(line -> "    " + line.substring(0, Math.min(WIDTH, line.length())))
          .collect(Collectors.joining("\n", "", "\n  (all of it: " + file + ")"));
    } catch (IOException e) {
      return "    (no log in " + file + ")";
    }
  }
}

package io.mall.app.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lists of sql/seed, by their headings; lines before the first heading are under "". */
record Words(Map<String, List<String>> lists) {

  /** Reads a file of sql/seed. Blank lines and lines that start with # say nothing. */
  static Words read(String file) {
    String text;
    try (InputStream in = Words.class.getResourceAsStream("/seed/" + file)) {
      if (in == null) {
        throw new IllegalStateException("seed/" + file + " is not on the class path");
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("seed/" + file + " cannot be read", e);
    }
    Map<String, List<String>> lists = new LinkedHashMap<>();
    String heading = "";
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("[") && line.endsWith("]")) {
        heading = line.substring(1, line.length() - 1);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        lists.computeIfAbsent(heading, _ -> new ArrayList<>()).add(line);
      }
    }
    return new Words(lists);
  }

  List<String> list(String heading) {
    List<String> list = lists.get(heading);
    if (list == null) {
      throw new IllegalStateException("the seed words have no list [" + heading + "]");
    }
    return list;
  }

  /** The fields of a line whose separator is a bar. */
  static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    for (String field : line.split("\\|", -1)) {
      fields.add(field.strip());
    }
    return fields;
  }
}

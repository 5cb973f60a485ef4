package io.mall.sharding.lint;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys of rows, one a line; what stands behind a comma, a semicolon or white space is left alone.
 *
 * @param keys numbers where all lines are numbers, else texts
 */
public record KeyFile(List<Comparable<?>> keys) {

  /**
   * Reads a file of UTF-8.
   *
   * @throws IOException if it cannot be read
   */
  public static KeyFile read(Path file) throws IOException {
    List<String> texts = new ArrayList<>();
    boolean numbers = true;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String key = first(line);
        if (!key.isEmpty()) {
          texts.add(key);
          numbers &= isNumber(key);
        }
      }
    }
    List<Comparable<?>> keys = new ArrayList<>(texts.size());
    for (String each : texts) {
      keys.add(numbers ? (Comparable<?>) Long.valueOf(each) : each);
    }
    return new KeyFile(keys);
  }

  private static String first(String line) {
    int start = 0;
    while (start < line.length() && line.charAt(start) <= ' ') {
      start++;
    }
    int end = start;
    while (end < line.length() && line.charAt(end) > ' ' && ",;#".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    return line.substring(start, end);
  }

  private static boolean isNumber(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (text.length() == start || text.length() > 18) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}

package io.mall.app.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program of its own that sends requests and ends with one line of figures. */
final class Generator {

  private Generator() {}

  /**
   * Runs it to its end.
   *
   * @param mark what the line of figures begins with
   * @return the words of that line, the mark first
   */
  static List<String> figures(List<String> line, String mark) throws InterruptedException {
    String output = output(line);
    return output
        .lines()
        .filter(each -> each.startsWith(mark + " "))
        .findAny()
        .map(found -> List.of(found.split(" ", -1)))
        .orElseThrow(() -> new IllegalStateException(line.getFirst() + " failed: " + output));
  }

  private static String output(List<String> line) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      throw new IllegalStateException(line.getFirst() + " does not run", e);
    }
  }
}

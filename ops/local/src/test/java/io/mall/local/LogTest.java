package io.mall.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a log, for a person. */
class LogTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void ofALineOfJsonTheMessageIsShownAndOtherLinesAsTheyAre() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.log"),
            "plain\n{\"@timestamp\":\"t\",\"message\":\"no \\\"rules\\\"\",\"level\":\"ERROR\","
                + "\"stack_trace\":\"java.lang.X\\n\\tat y\"}\n");
    assertThat(new Log(file).end())
        .isEqualTo(
            "    plain\n    no \"rules\" ERROR java.lang.X at y \n  (all of it: " + file + ")");
  }

  @Test
  void onlyTheLastLinesAreShown() throws IOException {
    Path file = Files.writeString(folder.resolve("b.log"), "line\n".repeat(100));
    assertThat(new Log(file).end().lines()).hasSize(16);
    assertThat(new Log(folder.resolve("absent.log")).end()).contains("no log");
  }
}

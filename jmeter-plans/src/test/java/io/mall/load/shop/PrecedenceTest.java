package io.mall.load.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.local.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrecedenceTest {
  /** After the name in brackets, which is the second. */
  private static final int NICE = 19 - 3;

  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void allOfASessionGivesWay() throws Exception {
    ChildProcess child =
        ChildProcess.start(
            new ChildProcess.Command("sleeper", List.of("sleep", "600"), Duration.ofSeconds(5)),
            folder,
            folder.resolve("log"));
    try {
      Precedence.giveWay(child.handle().parent().orElseThrow());
      Path proc = Path.of("/proc", Long.toString(child.handle().pid()));
      String stat = Files.readString(proc.resolve("stat"));
      assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]).isEqualTo("10");
      Path autogroup = proc.resolve("autogroup");
      if (Files.isWritable(autogroup)) {
        assertThat(Files.readString(autogroup)).endsWith("nice 10\n");
      }
    } finally {
      child.kill();
    }
  }
}

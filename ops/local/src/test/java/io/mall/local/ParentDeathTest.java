package io.mall.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** No process of a cluster outlives the process that started it. */
@Tag("real")
@DisabledIfSystemProperty(named = "mall.engine", matches = "external")
class ParentDeathTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void afterKillNineOfTheParentNoProcessIsLeft() throws Exception {
    try (ClusterProcess parent =
        ClusterProcess.start("--data", folder.resolve("data").toString(), "--members", "all")) {
      List<ProcessHandle> children = parent.descendants();
      assertThat(children)
          .as("a guardian, its watcher and a server for each of five members")
          .hasSizeGreaterThanOrEqualTo(15);
      parent.killParent();
      assertThat(gone(children)).as("%s", children).isTrue();
    }
  }

  @Test
  void afterATerminationNoProcessAndNoTemporaryFolderIsLeft() throws Exception {
    try (ClusterProcess parent = ClusterProcess.start("--members", "redis")) {
      List<ProcessHandle> children = parent.descendants();
      assertThat(children).isNotEmpty();
      parent.terminateParent();
      assertThat(gone(children)).as("%s", children).isTrue();
      assertThat(parent.dataFolder()).doesNotExist();
    }
  }

  @Test
  void aPausedChildEndsToo() throws Exception {
    try (ClusterProcess parent = ClusterProcess.start("--members", "redis")) {
      List<ProcessHandle> children = parent.descendants();
      for (ProcessHandle child : children) {
        if (child.info().command().orElse("").endsWith("redis-server")) {
          new ProcessBuilder("kill", "-STOP", Long.toString(child.pid())).start().waitFor();
        }
      }
      parent.killParent();
      assertThat(gone(children)).as("%s", children).isTrue();
    }
  }

  private static boolean gone(List<ProcessHandle> processes) {
    return Await.until(
        Duration.ofSeconds(30), () -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }
}

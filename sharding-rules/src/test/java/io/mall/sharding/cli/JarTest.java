package io.mall.sharding.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar and the script that starts it, as people have them. */
@Tag("real")
class JarTest {

  private static final Path MODULE =
      Path.of(System.getProperty("mall.home", "."), "sharding-rules").toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  @TempDir private Path elsewhere = Path.of("");

  @Test
  void theJarRunsAloneFromAnyFolderAndFindsItsProject() throws Exception {
    String jar = MODULE.resolve("target/shardctl.jar").toString();

    assertThat(run(JAVA, "-jar", jar, "routes")).contains("UserMapper.").endsWith("exit 0");
    assertThat(run(JAVA, "-jar", jar, "lint", "nowhere.yaml"))
        .contains("nowhere.yaml:1:1: error SC001")
        .endsWith("exit 1");
    assertThat(run(JAVA, "-jar", jar, "drift", "--rules", "nowhere.yaml"))
        .contains("shardctl: nowhere.yaml cannot be used")
        .doesNotContain("\tat ")
        .endsWith("exit 3");
  }

  @Test
  void theScriptWorksWithoutItsCache() throws Exception {
    assertThat(run(MODULE.resolve("shardctl").toString(), "rule", "SC050"))
        .startsWith("# SC050 ")
        .endsWith("exit 0");
    assertThat(run(MODULE.resolve("shardctl").toString(), "nope")).endsWith("exit 2");
  }

  private String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(elsewhere.toFile())
            .redirectErrorStream(true);
    builder.environment().put("SHARDCTL_CACHE", "off");
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return text + "exit " + process.exitValue();
  }
}

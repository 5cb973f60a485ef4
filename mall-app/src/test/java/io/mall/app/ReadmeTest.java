package io.mall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.seed.Seed;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The shopping session of the README, executed as it stands there. */
@MallTest
class ReadmeTest {

  private static final Path README = Path.of(System.getProperty("mall.home", ".."), "README.md");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Mall mall;

  ReadmeTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void theShoppingSessionWorksWhenPasted() throws Exception {
    int seeded = Seed.run(List.of("--demo"), Mall.cluster().environment()::get, System.err);
    assertThat(seeded).isZero();
    Path output = Files.createTempFile("session", ".txt");
    Process shell =
        new ProcessBuilder("sh", "-eu", "-c", session())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
    String said = Files.readString(output);

    assertThat(ended).as(said).isTrue();
    assertThat(shell.exitValue()).as(said).isZero();
    assertThat(said)
        .contains("\"productId\":\"42\"")
        .contains("Idempotent-Replay: true")
        .contains("\"status\":\"STARTED\"")
        .contains("\"status\":\"PAID\"")
        .contains("\"status\":\"CANCELLED\"")
        .doesNotContain("problems/");
  }

  private String session() throws IOException {
    String readme = Files.readString(README);
    int from = readme.indexOf("SHOP=http://localhost:8080");
    String session = readme.substring(from, readme.indexOf("```", from));
    return session.replace("http://localhost:8080", "http://127.0.0.1:" + mall.port());
  }
}

package io.mall.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner as others see it: a process that ends with a code, and takes JMeter with it. */
@Tag("real")
class ExitCodeTest {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(20);

  private final List<Process> processes = new ArrayList<>();

  @TempDir private Path folder = Path.of("");

  @AfterEach
  void endAll() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process run(String name, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:+UseSerialGC");
    line.add("-Dmall.home=" + System.getProperty("mall.home"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".txt").toFile());
    builder.environment().remove("DISPLAY");
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private Process load(String name, StubShop shop, String slip, String... more) throws IOException {
    Path slo = folder.resolve(name + ".yaml");
    Files.writeString(slo, "defaults: {errors: 0 %, samples: 1, slip: " + slip + "}\nplans: {}\n");
    List<String> arguments =
        new ArrayList<>(List.of("browse", "--target", shop.url(), "--slo", slo.toString()));
    arguments.addAll(List.of("--out", folder.resolve(name).toString(), "--no-dashboard"));
    arguments.addAll(Arrays.asList(more));
    return run(name, arguments.toArray(String[]::new));
  }

  private void ends(String name, Process process, int code, String words) throws Exception {
    assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).as(name).isTrue();
    String said = Files.readString(folder.resolve(name + ".txt"), StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(name + ": " + said).isEqualTo(code);
    assertThat(said).as(name).contains(words);
  }

  @Test
  void everyEndHasItsExitCode() throws Exception {
    String[] usual = {"--rate", "20/s", "--warm-up", "1s", "--duration", "2s"};
    String[] longer = {"--rate", "20/s", "--warm-up", "0s", "--duration", "6s"};
    try (StubShop right = new StubShop(() -> Duration.ofMillis(1), 4);
        StubShop oversold = new StubShop(() -> Duration.ofMillis(1), 11)) {
      Process paused = load("paused", right, "5 %", longer);
      Process passed = load("passed", right, "100 %", usual);
      Process broken = load("broken", oversold, "100 %", usual);
      Process empty =
          load("empty", right, "100 %", "--rate", "0.1/s", "--warm-up", "0s", "--duration", "1s");
      Process usage = run("usage", "browse", "--users", "1", "--rate", "1/s");
      Process window = run("window", "edit", "browse");
      Process away = run("away", "browse", "--target", "http://127.0.0.1:1");
      pauseGenerator(paused, folder.resolve("paused"));
      ends("passed", passed, 0, "PASSED");
      ends("empty", empty, 1, "MISSED  samples: 0");
      ends("window", window, 3, "needs a display");
      ends("usage", usage, 2, "mutually exclusive");
      ends("away", away, 3, "Nothing answers at http://127.0.0.1:1: ");
      ends("broken", broken, 4, "BROKEN: the shop's books are wrong");
      ends("paused", paused, 5, "NO VERDICT: the generator was the limit");
    }
  }

  @Test
  void jmeterEndsWithARunnerThatIsKilled() throws Exception {
    try (StubShop shop = new StubShop(() -> Duration.ofMillis(1), 0)) {
      Process runner = load("killed", shop, "5 %", "--rate", "5/s", "--duration", "5m");
      awaitSamples(folder.resolve("killed"));
      List<ProcessHandle> children = runner.descendants().toList();
      assertThat(children).anyMatch(ExitCodeTest::isJmeter);
      runner.destroyForcibly().waitFor();
      long deadline = System.nanoTime() + BOUND.toNanos();
      while (children.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
        LockSupport.parkNanos(POLL.toNanos());
      }
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
  }

  /** Nobody but JMeter stands still: for two of its six seconds. */
  private static void pauseGenerator(Process runner, Path folder) throws Exception {
    awaitSamples(folder);
    Optional<ProcessHandle> jmeter =
        runner.descendants().filter(ExitCodeTest::isJmeter).findFirst();
    long pid = jmeter.orElseThrow().pid();
    signal(pid, "STOP");
    TimeUnit.SECONDS.sleep(2);
    signal(pid, "CONT");
  }

  private static void awaitSamples(Path folder) throws IOException {
    Path samples = folder.resolve("samples.jtl");
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!Files.exists(samples) || Files.size(samples) < 200) {
      assertThat(System.nanoTime()).as("JMeter writes samples").isLessThan(deadline);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** Its guardian is a shell. */
  private static boolean isJmeter(ProcessHandle process) {
    return process.info().command().filter(program -> program.endsWith("/bin/java")).isPresent();
  }

  private static void signal(long pid, String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }
}

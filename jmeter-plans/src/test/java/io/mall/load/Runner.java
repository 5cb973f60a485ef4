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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The runner as a process of its own, whose words go into a file. */
final class Runner implements AutoCloseable {
  static final Duration BOUND = Duration.ofMinutes(2);
  static final Duration POLL = Duration.ofMillis(20);

  private final Process process;
  private final Path words;

  private Runner(Process process, Path words) {
    this.process = process;
    this.words = words;
  }

  /** Starts it; what it says is in {@code NAME.txt} of the folder. */
  static Runner start(Path folder, String name, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:+UseSerialGC");
    line.add("-Dmall.home=" + System.getProperty("mall.home"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(Arrays.asList(arguments));
    Path words = folder.resolve(name + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(words.toFile());
    builder.environment().remove("DISPLAY");
    return new Runner(builder.start(), words);
  }

  /** The options of a run that is judged by its answers, its slip and the books alone. */
  static List<String> options(Path folder, String name, String slip) throws IOException {
    Path slo = folder.resolve(name + ".yaml");
    Files.writeString(slo, "defaults: {errors: 0 %, samples: 1, slip: " + slip + "}\nplans: {}\n");
    return List.of(
        "--slo", slo.toString(), "--out", folder.resolve(name).toString(), "--no-dashboard");
  }

  Process process() {
    return process;
  }

  Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  /** Until JMeter has written samples into this folder. */
  void awaitSamples(Path folder, Duration bound) throws IOException {
    Path samples = folder.resolve("samples.jtl");
    long deadline = System.nanoTime() + bound.toNanos();
    while (!Files.exists(samples) || Files.size(samples) < 200) {
      assertThat(process.isAlive()).as("still runs: " + said()).isTrue();
      assertThat(System.nanoTime()).as("JMeter writes samples").isLessThan(deadline);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  void ends(int code, String expected) throws Exception {
    assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).as("%s", words).isTrue();
    assertThat(process.exitValue()).as(said()).isEqualTo(code);
    assertThat(said()).contains(expected);
  }

  private String said() throws IOException {
    return Files.readString(words, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

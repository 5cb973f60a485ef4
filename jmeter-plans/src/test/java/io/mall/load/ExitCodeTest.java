package io.mall.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
  private final List<Runner> runners = new ArrayList<>();

  @TempDir private Path folder = Path.of("");

  @AfterEach
  void endAll() {
    runners.forEach(Runner::close);
  }

  private Runner run(String name, String... arguments) throws IOException {
    Runner runner = Runner.start(folder, name, arguments);
    runners.add(runner);
    return runner;
  }

  private Runner load(String name, StubShop shop, String slip, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("browse", "--target", shop.url()));
    arguments.addAll(Runner.options(folder, name, slip));
    arguments.addAll(Arrays.asList(more));
    return run(name, arguments.toArray(String[]::new));
  }

  @Test
  void everyEndHasItsExitCode() throws Exception {
    String[] usual = {"--rate", "20/s", "--warm-up", "1s", "--duration", "2s"};
    String[] longer = {"--rate", "20/s", "--warm-up", "0s", "--duration", "6s"};
    try (StubShop right = new StubShop(() -> Duration.ofMillis(1), 4);
        StubShop oversold = new StubShop(() -> Duration.ofMillis(1), 11)) {
      Runner paused = load("paused", right, "5 %", longer);
      Runner passed = load("passed", right, "100 %", usual);
      Runner broken = load("broken", oversold, "100 %", usual);
      Runner empty =
          load("empty", right, "100 %", "--rate", "0.1/s", "--warm-up", "0s", "--duration", "1s");
      Runner usage = run("usage", "browse", "--users", "1", "--rate", "1/s");
      Runner address = run("address", "browse", "--target", "localhost");
      Runner own = run("own", "browse", "-Jusers=5");
      Runner unknown = run("unknown", "browse", "-Jthikn=5");
      Runner think = run("think", "browse", "-Jthink=1s");
      Runner sale = run("sale", "compare", "flash-sale", "http://a", "http://b");
      Runner killed = load("generator", right, "5 %", "--rate", "20/s", "--duration", "1m");
      Runner window = run("window", "edit", "browse");
      Runner away = run("away", "browse", "--target", "http://127.0.0.1:1");
      pauseGenerator(paused, folder.resolve("paused"));
      passed.ends(0, "PASSED");
      empty.ends(1, "MISSED  samples: 0");
      window.ends(3, "needs a display");
      killGenerator(killed, folder.resolve("generator"));
      killed.ends(3, "JMeter ended before its time");
      address.ends(2, "'localhost' is no address");
      own.ends(2, "-Jusers is said by --users");
      unknown.ends(2, "Nothing reads -Jthikn");
      think.ends(2, "think is '1s'");
      sale.ends(2, "flash-sale sells out once");
      usage.ends(2, "mutually exclusive");
      away.ends(3, "Nothing answers at http://127.0.0.1:1: ");
      broken.ends(4, "BROKEN: the shop's books are wrong");
      paused.ends(5, "NO VERDICT: the generator was the limit");
    }
  }

  @Test
  void jmeterEndsWithARunnerThatIsKilled() throws Exception {
    try (StubShop shop = new StubShop(() -> Duration.ofMillis(1), 0)) {
      Runner runner = load("killed", shop, "5 %", "--rate", "5/s", "--duration", "5m");
      runner.awaitSamples(folder.resolve("killed"), Runner.BOUND);
      List<ProcessHandle> children = runner.descendants().toList();
      assertThat(children).anyMatch(ExitCodeTest::isJmeter);
      runner.process().destroyForcibly().waitFor();
      long deadline = System.nanoTime() + Runner.BOUND.toNanos();
      while (children.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
        LockSupport.parkNanos(Runner.POLL.toNanos());
      }
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
  }

  /** Nobody but JMeter stands still: for two of its six seconds. */
  private static void pauseGenerator(Runner runner, Path folder) throws Exception {
    runner.awaitSamples(folder, Runner.BOUND);
    long pid = jmeter(runner).pid();
    signal(pid, "STOP");
    TimeUnit.SECONDS.sleep(2);
    signal(pid, "CONT");
  }

  private static void killGenerator(Runner runner, Path folder) throws Exception {
    runner.awaitSamples(folder, Runner.BOUND);
    signal(jmeter(runner).pid(), "KILL");
  }

  private static ProcessHandle jmeter(Runner runner) {
    Optional<ProcessHandle> jmeter =
        runner.descendants().filter(ExitCodeTest::isJmeter).findFirst();
    return jmeter.orElseThrow();
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

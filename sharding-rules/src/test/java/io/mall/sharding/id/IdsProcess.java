package io.mall.sharding.id;

import io.mall.sharding.id.RedisWorkerLeases.Timing;
import io.mall.sharding.slot.Slot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.redisson.api.RedissonClient;

/** A process of its own that issues ids without a pause, so that it can be frozen. */
final class IdsProcess implements AutoCloseable {
  private final Process process;

  private IdsProcess(Process process) {
    this.process = process;
  }

  static IdsProcess start(String redis, String key, List<Long> ids) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                IdsProcess.class.getName(),
                redis,
                key)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread.ofVirtual().start(() -> read(process, ids));
    return new IdsProcess(process);
  }

  private static void read(Process process, List<Long> ids) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ids.add(Long.parseLong(line));
      }
    } catch (IOException e) {
      // The process was ended.
    }
  }

  void await(List<Long> ids, int count) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (ids.size() < count) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new AssertionError("Only " + ids.size() + " ids");
      }
      Thread.sleep(10);
    }
  }

  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Issues ids until its standard output closes. */
  public static void main(String[] args) throws InterruptedException {
    Timing quick = new Timing(Duration.ofMillis(800), Duration.ofMillis(200), Duration.ZERO);
    RedissonClient redis = RedisWorkerLeasesTest.connect(args[0]);
    Ids ids = Ids.open(new RedisWorkerLeases(redis, args[1], quick));
    while (!System.out.checkError()) {
      try {
        System.out.println(ids.next(new Slot(7)));
      } catch (IdsUnavailableException e) {
        Thread.sleep(50);
      }
      Thread.sleep(1);
    }
  }
}

package io.mall.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The load generator {@code h2load}: requests at a pace of its own, whatever the server does. */
final class H2load {

  private final Path program;
  private final Path folder;

  H2load(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** Some requests a second in all, over HTTP/1.1. */
  Peer peer(String name, int connections, String url, double perSecond) {
    return new Peer(
        name, connections, (Peer.Turn) time -> round(connections, time, url, perSecond));
  }

  private Round round(int connections, Duration time, String url, double perSecond)
      throws InterruptedException {
    Path log = folder.resolve("h2load.log");
    List<String> line =
        List.of(
            program.toString(),
            "--h1",
            "-t1",
            "-c" + connections,
            "-D" + time.toSeconds(),
            "--rps=" + perSecond / connections,
            "--log-file=" + log,
            url);
    try {
      Files.deleteIfExists(log);
      Cpu before = Cpu.now();
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("h2load.out").toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("h2load failed: see " + folder);
      }
      check(Files.readString(folder.resolve("h2load.out")));
      return read(log, time, before);
    } catch (IOException e) {
      throw new IllegalStateException("h2load does not run", e);
    }
  }

  /** Over HTTP/1.1 its log has no status; its summary has. */
  private static void check(String summary) {
    if (!summary.contains(" 0 failed, 0 errored, 0 timeout")
        || !summary.contains(" 0 3xx, 0 4xx, 0 5xx")) {
      throw new IllegalStateException("requests failed: " + summary);
    }
  }

  private static Round read(Path log, Duration time, Cpu before) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      long[] latencies =
          lines
              .map(line -> line.split("\t", -1))
              .mapToLong(columns -> Long.parseLong(columns[2]) * 1000)
              .toArray();
      Arrays.sort(latencies);
      return new Round(
          latencies.length / (double) time.toSeconds(),
          Cpu.now().since(before, latencies.length),
          Round.percentile(latencies, 50),
          Round.percentile(latencies, 99));
    }
  }
}

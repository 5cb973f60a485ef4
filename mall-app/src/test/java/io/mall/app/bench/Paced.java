package io.mall.app.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Turns in which {@link OpenLoad} sends requests at a pace of its own. */
final class Paced {

  private Paced() {}

  /** Some requests a second in all, at random times, whatever the server does. */
  static Peer peer(String name, int connections, String url, double perSecond) {
    return new Peer(
        name, connections, (Peer.Turn) time -> round(connections, time, url, perSecond));
  }

  private static Round round(int connections, Duration time, String url, double perSecond)
      throws InterruptedException {
    List<String> line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            OpenLoad.class.getName(),
            url,
            Integer.toString(connections),
            Double.toString(perSecond),
            Long.toString(time.toSeconds()));
    try {
      Cpu before = Cpu.now();
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return read(output, time, before);
    } catch (IOException e) {
      throw new IllegalStateException("the open load does not run", e);
    }
  }

  private static Round read(String output, Duration time, Cpu before) {
    String[] result =
        output
            .lines()
            .filter(each -> each.startsWith("open "))
            .findAny()
            .orElseThrow(() -> new IllegalStateException("the open load failed: " + output))
            .split(" ", -1);
    long requests = Long.parseLong(result[1]);
    double seconds = time.toSeconds();
    // Its first second is not counted, but the shop worked for it.
    long answered = Math.round(requests * (seconds + 1) / seconds);
    return new Round(
        requests / seconds,
        Cpu.now().since(before, answered),
        Long.parseLong(result[2]) / 1e3,
        Long.parseLong(result[3]) / 1e3);
  }
}

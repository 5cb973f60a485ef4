package io.mall.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Turns in which {@link OpenLoad} sends requests at a pace of its own. */
final class Paced {

  private static final double STEP = 1.15;

  /**
   * Of what was asked in time, at least this share is answered in time by a server that keeps up.
   */
  private static final double KEPT_UP = 0.95;

  private Paced() {}

  /**
   * The most requests a second that a server keeps up with, found by asking more and more until it
   * fell behind twice. The generator takes its part of the machine.
   */
  static double saturation(int connections, String url, double from, Duration time)
      throws InterruptedException {
    double keptUpWith = 0;
    int behind = 0;
    for (double perSecond = from; behind < 2; ) {
      if (round(connections, time, url, perSecond).perSecond() > KEPT_UP * perSecond) {
        keptUpWith = perSecond;
        perSecond *= STEP;
        behind = 0;
      } else {
        behind++;
      }
    }
    return keptUpWith;
  }

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
    Cpu before = Cpu.now();
    List<String> result = Generator.figures(line, "open");
    long requests = Long.parseLong(result.get(1));
    double seconds = time.toSeconds();
    // Its first second is not counted, but the shop worked for it.
    long answered = Math.round(requests * (seconds + 1) / seconds);
    return new Round(
        requests / seconds,
        Cpu.now().since(before, answered),
        Long.parseLong(result.get(2)) / 1e3,
        Long.parseLong(result.get(3)) / 1e3);
  }
}

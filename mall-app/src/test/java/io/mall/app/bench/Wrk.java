package io.mall.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The load generator {@code wrk}, a process of its own: as many requests as the server answers. */
final class Wrk {

  private static final String SCRIPT =
      """
      done = function(summary, latency, requests)
        local e = summary.errors
        io.write(string.format("result %d %d %d %d %d %d %d %d %d\\n", summary.requests,
          summary.duration, latency:percentile(50), latency:percentile(99),
          e.connect, e.read, e.write, e.timeout, e.status))
      end
      """;

  private final Path program;
  private final Path script;

  Wrk(Path program, Path folder) throws IOException {
    this.program = program;
    this.script = Files.writeString(folder.resolve("wrk.lua"), SCRIPT);
  }

  /** Asks for one address over some connections; any answer but 2xx and 3xx is a failure. */
  Peer peer(String name, int connections, String url, String... headers) {
    return new Peer(name, connections, (Peer.Turn) time -> round(connections, time, url, headers));
  }

  private Round round(int connections, Duration time, String url, String... headers)
      throws InterruptedException {
    List<String> line = new ArrayList<>(List.of(program.toString(), "-t2", "-c" + connections));
    // A shop that is not warm yet takes longer than wrk's own 2 s, and is slow, not wrong.
    line.addAll(List.of("--timeout", "10s", "-d" + time.toSeconds() + "s"));
    line.addAll(List.of("-s", script.toString()));
    for (String header : headers) {
      line.addAll(List.of("-H", header));
    }
    line.add(url);
    Cpu before = Cpu.now();
    List<String> result = Generator.figures(line, "result");
    long requests = Long.parseLong(result.get(1));
    if (result.subList(5, result.size()).stream().anyMatch(each -> !each.equals("0"))
        || requests == 0) {
      throw new IllegalStateException(
          "of %d requests to %s failed (connect, read, write, time-out, status): %s"
              .formatted(requests, url, result.subList(5, result.size())));
    }
    return new Round(
        requests / (Long.parseLong(result.get(2)) / 1e6),
        Cpu.now().since(before, requests),
        Long.parseLong(result.get(3)) / 1e3,
        Long.parseLong(result.get(4)) / 1e3);
  }
}

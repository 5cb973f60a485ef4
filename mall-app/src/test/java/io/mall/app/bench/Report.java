package io.mall.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code ops/bin/bench all} leaves behind: one page of tables, one picture a benchmark. */
final class Report {

  private final Path folder;
  private final List<String> sections = new ArrayList<>();

  Report(Path folder) {
    this.folder = folder;
  }

  /**
   * Adds one benchmark, and writes the page anew, so that an interrupted run leaves what it has.
   */
  void add(String name, String title, String circumstances, Verdict verdict) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".svg"), BarChart.of(verdict.results()));
    String rows = verdict.results().stream().map(Report::row).collect(Collectors.joining("\n"));
    sections.add(
        """
        ## %s

        %s. %s

        | clients | peer | ops/s (slowest - fastest round) | p50 ms | p99 ms | CPU us/op | ops per CPU second |
        |---:|---|---:|---:|---:|---:|---:|
        %s

        Ratio **%.2f** (%.2f - %.2f). %s

        ![%s](%s.svg)
        """
            .formatted(
                name,
                capital(title),
                circumstances,
                rows,
                verdict.ratio(),
                verdict.low(),
                verdict.high(),
                String.join(" ", verdict.explanation()),
                name,
                name));
    Files.writeString(
        folder.resolve("RESULTS.md"),
        "# Measured\n\nBy `ops/bin/bench all`, which writes this page. Peers take turns within one run; figures are medians of rounds.\n\n"
            + String.join("\n", sections));
  }

  private static String row(Result result) {
    return "| %d | %s | %,.0f (%,.0f - %,.0f) | %.2f | %.2f | %,.0f | %,.0f |"
        .formatted(
            result.peer().clients(),
            result.peer().name(),
            result.perSecond(),
            result.slowest(),
            result.fastest(),
            result.median(Round::p50),
            result.p99(),
            result.cpuMicros(),
            1e6 / result.cpuMicros());
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}

package io.mall.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The page that {@code ops/bin/bench all} leaves behind: a section of tables and pictures for each
 * benchmark. Every benchmark that ends replaces its own section, so an interrupted run leaves what
 * it has, and one benchmark may be measured anew without the others.
 */
final class Report {

  private static final String HEADING = "## ";
  private static final String HEAD =
      """
      # Measured

      By `ops/bin/bench all` or `ops/bin/bench NAME --keep`, which write this page. Peers take turns within one run; figures are medians of rounds.

      """;

  private final Path folder;

  Report(Path folder) {
    this.folder = folder;
  }

  /** Puts what was measured in the place of what was there. */
  void add(String name, String title, String circumstances, Verdict verdict) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".svg"), BarChart.of(verdict.results()));
    List<String> pictures = new ArrayList<>(List.of(name));
    for (Verdict.Picture picture : verdict.pictures()) {
      String file = name + "-" + picture.name();
      Files.writeString(folder.resolve(file + ".svg"), picture.svg());
      pictures.add(file);
    }
    String rows = verdict.results().stream().map(Report::row).collect(Collectors.joining("\n"));
    write(
        name,
        """
        %s. %s

        | clients | peer | ops/s (slowest - fastest round) | p50 ms | p99 ms | CPU us/op | ops per CPU second |
        |---:|---|---:|---:|---:|---:|---:|
        %s

        Ratio **%.2f** (%.2f - %.2f). %s

        %s
        """
            .formatted(
                capital(title),
                circumstances,
                rows,
                verdict.ratio(),
                verdict.low(),
                verdict.high(),
                String.join(" ", verdict.explanation()),
                pictures.stream()
                    .map(each -> "![%s](%s.svg)".formatted(each, each))
                    .collect(Collectors.joining("\n"))));
  }

  /** Says that there are no figures, and why. */
  void failed(String name, String title, String circumstances, String reason) throws IOException {
    Files.createDirectories(folder);
    write(
        name,
        "%s. %s\n\n**Could not be measured:** %s.\n"
            .formatted(capital(title), circumstances, reason));
  }

  private void write(String name, String text) throws IOException {
    Path page = folder.resolve("RESULTS.md");
    Map<String, String> sections = Files.exists(page) ? sections(page) : new TreeMap<>();
    sections.put(name, text);
    StringBuilder all = new StringBuilder(HEAD);
    sections.forEach(
        (heading, section) ->
            all.append(HEADING).append(heading).append("\n\n").append(section).append('\n'));
    Files.writeString(page, all.toString().stripTrailing() + "\n");
  }

  private static Map<String, String> sections(Path page) throws IOException {
    Map<String, String> sections = new TreeMap<>();
    String[] parts = Files.readString(page).split("(?m)^" + HEADING, -1);
    for (String part : List.of(parts).subList(1, parts.length)) {
      String[] halves = part.split("\n", 2);
      sections.put(halves[0].strip(), halves[1].strip() + "\n");
    }
    return sections;
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

package io.mall.load;

import io.mall.load.compare.History;
import io.mall.load.compare.History.Entry;
import io.mall.load.compare.Round.Figure;
import io.mall.load.report.TrendChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** The history of a plan's figures. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Keeps what runs measured, and tells whether a run is worse than those before it.",
      "The history is a file for each plan in jmeter-plans/history, with a chart beside it."
    })
final class BaselineCommand {
  @Option(
      names = "--history",
      paramLabel = "DIR",
      description = "Where the history is (default: jmeter-plans/history).")
  private @Nullable Path folder;

  @Command(
      description = "Adds the result of a run to the history.",
      mixinStandardHelpOptions = true)
  int save(
      @Parameters(paramLabel = "DIR", description = "The folder that the run wrote.") Path result)
      throws IOException {
    Entry entry = entry(result);
    History history = history(entry);
    history.add(entry);
    Path chart = file(entry, ".svg");
    Files.writeString(chart, TrendChart.of(history.like(entry)));
    System.out.printf("saved as run %d: %s%n", history.like(entry).size(), chart);
    return 0;
  }

  @Command(
      description = "Holds the result of a run against the history.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:not worse",
        "1:worse than one more run of those before would be",
        "2:wrong usage",
        "3:could not run, or too few runs are saved"
      })
  int check(
      @Parameters(paramLabel = "DIR", description = "The folder that the run wrote.") Path result)
      throws IOException {
    Entry entry = entry(result);
    List<History.Line> lines = history(entry).check(entry);
    for (History.Line line : lines) {
      System.out.printf(
          Locale.ROOT,
          "  %s  %-10s %,.2f, usually %,.2f, %s %,.2f%n",
          line.worse() ? "WORSE" : "ok   ",
          line.figure(),
          line.got(),
          line.usual(),
          line.figure() == Figure.THROUGHPUT ? "at least" : "at most",
          line.worst());
    }
    return lines.stream().anyMatch(History.Line::worse) ? 1 : 0;
  }

  private Entry entry(Path result) throws IOException {
    Path file = result.resolve("result.json");
    if (!Files.exists(file)) {
      throw new LoadException("There is no " + file + ".");
    }
    return Entry.of(JsonMapper.shared().readTree(Files.readString(file)));
  }

  private History history(Entry entry) {
    return new History(file(entry, ".jsonl"));
  }

  private Path file(Entry entry, String ending) {
    String plan = entry.conditions().substring(0, entry.conditions().indexOf(','));
    Path where = folder == null ? Main.root().resolve("jmeter-plans/history") : folder;
    return where.resolve(plan + ending);
  }
}

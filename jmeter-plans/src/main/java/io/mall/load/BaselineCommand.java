package io.mall.load;

import io.mall.load.compare.Entry;
import io.mall.load.compare.History;
import io.mall.load.compare.Round.Figure;
import io.mall.load.plan.Plans;
import io.mall.load.report.TrendChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The history of a plan's figures. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Keeps what runs measured, and tells whether a run is worse than those before it.",
      "The history is a file for each plan in jmeter-plans/history, with a chart beside it.",
      "A run is the folder that it wrote, or the name of a plan: then its latest run in"
          + " jmeter-plans/target/results."
    })
final class BaselineCommand {
  @Option(
      names = "--history",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where the history is (default: jmeter-plans/history).")
  private @Nullable Path folder;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      description = "Adds a run to the history.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:saved",
        "2:wrong usage",
        "3:not saved: it is no run, its figures say nothing, or it is saved already"
      })
  int save(
      @Parameters(paramLabel = "RUN", description = "The folder that the run wrote, or a plan.")
          String run)
      throws IOException {
    Entry entry = entry(run);
    History history = history(entry);
    history.add(entry);
    List<Entry> like = history.like(entry);
    Path chart = file(entry, ".svg");
    Files.writeString(chart, TrendChart.of(like));
    System.out.printf("saved as run %d of %s: %s%n", like.size(), entry.conditions(), chart);
    return 0;
  }

  @Command(
      description = "Holds a run against the history.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:not worse",
        "1:worse than one more run of those before would be",
        "2:wrong usage",
        "3:could not run: too few runs are saved, or the figures of this one say nothing"
      })
  int check(
      @Parameters(paramLabel = "RUN", description = "The folder that the run wrote, or a plan.")
          String run)
      throws IOException {
    Entry entry = entry(run);
    List<History.Line> lines = history(entry).check(entry);
    System.out.printf("%s, run of %s, commit %s%n", entry.plan(), entry.time(), entry.commit());
    for (History.Line line : lines) {
      System.out.printf(
          Locale.ROOT,
          "  %s  %-13s %,10.2f, usually %,10.2f, %s %,10.2f%s%n",
          line.worse() ? "WORSE" : line.judged() ? "ok   " : "-    ",
          line.figure() + (line.figure() == Figure.THROUGHPUT ? "/s" : " ms"),
          line.got(),
          line.usual(),
          line.figure() == Figure.THROUGHPUT ? "at least" : "at most ",
          line.worst(),
          line.judged() ? "" : " (not judged)");
    }
    boolean worse = lines.stream().anyMatch(History.Line::worse);
    System.out.println(worse ? "WORSE than usual" : "NOT WORSE than usual");
    return worse ? 1 : 0;
  }

  private Entry entry(String run) throws IOException {
    Path file = result(run);
    if (!Files.exists(file)) {
      throw new LoadException("There is no " + file + ".");
    }
    try {
      return Entry.of(JsonMapper.shared().readTree(Files.readString(file)));
    } catch (JacksonException e) {
      throw new LoadException(file + ": this is no result of a run.", e);
    } catch (LoadException e) {
      throw new LoadException(file + ": " + e.getMessage(), e);
    }
  }

  private Path result(String run) throws IOException {
    Path given = Path.of(run);
    if (Files.isDirectory(given)) {
      return given.resolve(Results.JSON);
    }
    List<String> plans = Plans.of(Main.root()).names();
    if (!plans.contains(run)) {
      throw new ParameterException(
          spec.commandLine(),
          "'" + run + "' is neither a folder nor a plan (" + String.join(", ", plans) + ").");
    }
    return Results.latest(Main.root(), run);
  }

  private History history(Entry entry) {
    return new History(file(entry, ".jsonl"));
  }

  private Path file(Entry entry, String ending) {
    Path where = folder == null ? Main.root().resolve("jmeter-plans/history") : folder;
    return where.resolve(entry.plan() + ending);
  }
}

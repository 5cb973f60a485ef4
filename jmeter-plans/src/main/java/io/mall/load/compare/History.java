package io.mall.load.compare;

import io.mall.load.LoadException;
import io.mall.load.compare.Round.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What runs of a plan measured over the months, a line of JSON each.
 *
 * <p>Only runs under the same conditions are compared: plan, load, duration, target, engine, kind
 * of machine, cores. Of their figures those are judged that the load says something of, as in a
 * {@link Comparison}.
 */
public final class History {
  /** Fewer runs do not tell how much they differ by themselves. */
  public static final int FEWEST = 4;

  private static final double FALSE_ALARMS = 0.05;
  private static final double NEGLIGIBLE = 0.05;
  private static final int LATEST = 20;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  public History(Path file) {
    this.file = file;
  }

  /**
   * How a figure stands to what was saved.
   *
   * @param worst what is just not worse than usual
   * @param judged whether the load says something of it; when not, it is never worse
   */
  public record Line(
      Figure figure, double usual, double got, double worst, boolean judged, boolean worse) {}

  public List<Entry> entries() {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = text().lines().toList();
    List<Entry> entries = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank()) {
        entries.add(read(line).orElseThrow(() -> noRun(lines.indexOf(line) + 1)));
      }
    }
    return entries;
  }

  /** Saves a run, once. */
  public void add(Entry entry) {
    if (entries().contains(entry)) {
      throw new LoadException("The run of " + entry.time() + " is in " + file + " already.");
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      // Whoever mended it by hand may have left the last line open.
      String end = !Files.exists(file) || text().isEmpty() || text().endsWith("\n") ? "" : "\n";
      Files.writeString(
          file,
          end + JSON.writeValueAsString(entry) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new LoadException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** The latest runs under the conditions of this one. */
  public List<Entry> like(Entry entry) {
    List<Entry> same =
        entries().stream().filter(each -> each.conditions().equals(entry.conditions())).toList();
    return same.subList(Math.max(0, same.size() - LATEST), same.size());
  }

  /**
   * Whether a run is worse than those before it: beyond what one more run of theirs would be with a
   * confidence of 95 % (a prediction interval of logarithms), and by more than 5 %. A run that is
   * saved already is not held against itself.
   */
  public List<Line> check(Entry entry) {
    List<Entry> before = like(entry).stream().filter(each -> !each.equals(entry)).toList();
    if (before.size() < FEWEST) {
      throw new LoadException(tooFew(before.size(), entry));
    }
    Set<Figure> judged = Comparison.judged(entry.paced());
    double level = 1 - FALSE_ALARMS / judged.size();
    List<Line> lines = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      double[] logs = before.stream().mapToDouble(each -> log(figure.of(each.round()))).toArray();
      double mean = mean(logs);
      double t = Student.quantile(level, logs.length - 1);
      double reach = t * deviation(logs, mean) * Math.sqrt(1 + 1.0 / logs.length);
      double bound = Math.max(reach, Math.log(1 + NEGLIGIBLE));
      double got = log(figure.of(entry.round()));
      boolean worse =
          judged.contains(figure)
              && (figure.moreIsBetter() ? got < mean - bound : got > mean + bound);
      double worst = Math.exp(figure.moreIsBetter() ? mean - bound : mean + bound);
      lines.add(
          new Line(
              figure,
              Math.exp(mean),
              figure.of(entry.round()),
              worst,
              judged.contains(figure),
              worse));
    }
    return lines;
  }

  private String tooFew(int found, Entry entry) {
    List<Entry> others =
        entries().stream().filter(each -> !each.conditions().equals(entry.conditions())).toList();
    String more =
        others.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "%n%d under others do not count, the last of them %s.",
                others.size(),
                others.getLast().conditions());
    return String.format(
        Locale.ROOT,
        "%s has %d runs under these conditions (%s) and needs %d: save more.%s",
        file,
        found,
        entry.conditions(),
        FEWEST,
        more);
  }

  private static Optional<Entry> read(String line) {
    try {
      return Optional.ofNullable(JSON.readValue(line, Entry.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private LoadException noRun(int line) {
    return new LoadException(
        "Line " + line + " of " + file + " is no run: mend it or take it out.");
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new LoadException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static double log(double value) {
    return Math.log(Math.max(1e-3, value));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }
}

package io.mall.sharding.lint;

import io.mall.sharding.lint.SourceText.Problem;
import io.mall.sharding.route.ddl.LogicSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads rule files and tells what is wrong with them, without a database. */
public final class Linter {

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::at).thenComparing(Finding::code).thenComparing(Finding::what);
  private static final Set<Code> RESPELT = EnumSet.of(Code.SC002, Code.SC003);

  /** Where part of a file cannot be read, what is missing may stand just there. */
  private static final Set<Code> OF_ABSENCE =
      EnumSet.of(
          Code.SC006,
          Code.SC010,
          Code.SC015,
          Code.SC020,
          Code.SC021,
          Code.SC025,
          Code.SC030,
          Code.SC034,
          Code.SC035,
          Code.SC042,
          Code.SC044,
          Code.SC065,
          Code.SC070,
          Code.SC071,
          Code.SC072,
          Code.SC080,
          Code.SC082,
          Code.SC084,
          Code.SC085,
          Code.SC091);

  private final Options options;

  /**
   * What a file alone does not say.
   *
   * @param schema the logical schema, for the rules about columns
   * @param maxConnections what a database server takes
   * @param instances how many processes open the pools
   */
  public record Options(Optional<LogicSchema> schema, int maxConnections, int instances) {

    /** MySQL's own limit, one process, no schema. */
    public static final Options DEFAULT = new Options(Optional.empty(), 151, 1);
  }

  /** A linter with these options. */
  public Linter(Options options) {
    this.options = options;
  }

  /** The findings of a file by place, or the one that it cannot be read. */
  public List<Finding> lint(Path path) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      return lint(path.toString(), new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      Report report = new Report(Code.SC001);
      report.add(
          new Position(path.toString(), 1, 1),
          "The file cannot be read: %s.".formatted(e.getClass().getSimpleName()),
          "Check the path and its permissions.");
      return report.findings();
    }
  }

  /** The findings of a text that stands for a file of this name. */
  public List<Finding> lint(String file, String text) {
    SourceText source = SourceText.parse(file, text);
    Set<Finding> findings = new TreeSet<>(ORDER);
    findings.addAll(broken(source));
    source.root().ifPresent(root -> findings.addAll(checked(file, text, root)));
    if (!source.problems().isEmpty()) {
      findings.removeIf(each -> OF_ABSENCE.contains(each.code()));
    }
    return List.copyOf(findings);
  }

  /** A misspelt key hides what stands below it: the other checks read it as it was meant. */
  private List<Finding> checked(String file, String text, Item root) {
    List<Finding> findings = new ArrayList<>(Checks.runFirst(new RuleFile(root, options)));
    List<Edit> respelt =
        findings.stream()
            .filter(each -> RESPELT.contains(each.code()))
            .map(Finding::edit)
            .filter(Objects::nonNull)
            .toList();
    Item meant =
        respelt.isEmpty()
            ? root
            : SourceText.parse(file, Edit.apply(text, respelt)).root().orElse(root);
    for (Finding each : Checks.runRest(new RuleFile(meant, options))) {
      findings.add(each.edit() == null ? each : each.with(each.edit().before(respelt)));
    }
    return findings;
  }

  private static List<Finding> broken(SourceText source) {
    Report report = new Report(Code.SC001);
    for (Problem each : source.problems()) {
      report.add(
          each.at(), each.what(), "Correct the line; the rest was checked as far as it goes.");
    }
    if (source.root().isEmpty() && source.problems().isEmpty()) {
      report.add(
          new Position(source.file(), 1, 1), "The file is empty.", "Write the rules into it.");
    }
    return report.findings();
  }
}

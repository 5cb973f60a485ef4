package io.mall.sharding.lint;

import static java.util.Map.entry;

import io.mall.sharding.live.Against;
import io.mall.sharding.live.Live;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The checks of a rules file against the servers it names. */
final class LiveLint {

  /** Looks at a file and its servers and reports what one rule says is wrong. */
  interface Check {
    void run(LiveFile live, Report report);
  }

  static final SortedMap<Code, Check> ALL =
      new TreeMap<>(
          Map.ofEntries(
              entry(Code.SC110, LiveServerChecks::away),
              entry(Code.SC111, LiveTableChecks::missing),
              entry(Code.SC112, LiveTableChecks::missingOnReplica),
              entry(Code.SC113, LiveTableChecks::columnAbsent),
              entry(Code.SC114, LiveTableChecks::columnsDiffer),
              entry(Code.SC115, LiveTableChecks::indexesDiffer),
              entry(Code.SC116, LiveTableChecks::nullable),
              entry(Code.SC117, LiveTableChecks::partnerType),
              entry(Code.SC118, LiveTableChecks::uniqueWithoutKey),
              entry(Code.SC119, LiveTableChecks::orphan),
              entry(Code.SC120, LiveServerChecks::primaryReadOnly),
              entry(Code.SC121, LiveServerChecks::replicaWritable),
              entry(Code.SC122, LiveServerChecks::samePrimary),
              entry(Code.SC123, LiveServerChecks::notReplicating),
              entry(Code.SC124, LiveServerChecks::lags),
              entry(Code.SC125, LiveServerChecks::poolsExceed),
              entry(Code.SC126, LiveServerChecks::sameSchema),
              entry(Code.SC127, LiveServerChecks::settingsDiffer),
              entry(Code.SC128, LiveTableChecks::autoIncrement)));

  private LiveLint() {}

  /** A file that does not parse is checked as far as it goes. */
  static List<Finding> lint(Path path, Linter.Options options, Against against, long maxLag)
      throws IOException {
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    Optional<Item> root = SourceText.parse(path.toString(), text).root();
    if (root.isEmpty()) {
      return List.of();
    }
    RuleFile file = new RuleFile(root.get(), options);
    try (Live live = against.connect(Placements.sources(file))) {
      LiveFile beside = new LiveFile(file, live, maxLag);
      return ALL.entrySet().stream()
          .flatMap(
              each -> {
                Report report = new Report(each.getKey());
                each.getValue().run(beside, report);
                return report.findings().stream();
              })
          .toList();
    }
  }
}

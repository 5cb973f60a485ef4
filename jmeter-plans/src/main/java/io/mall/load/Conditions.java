package io.mall.load;

import io.mall.load.report.Report.Condition;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run was made with, so that its figures can be compared. */
final class Conditions {
  private Conditions() {}

  static List<Condition> of(Path root, Drive.Job job, Site site) {
    return List.of(
        new Condition("load", job.course().load().toString()),
        new Condition("think", job.think() + " ms"),
        new Condition("properties", properties(job)),
        new Condition("measured", job.course().measured().toSeconds() + " s"),
        new Condition("warm-up", job.course().warmUp().toSeconds() + " s"),
        new Condition("target", site.own() ? "local cluster" : site.target().base().toString()),
        new Condition("engine", site.engine()),
        new Condition("machine", Machine.name()),
        new Condition("cores", Integer.toString(Machine.cores())),
        new Condition("java", Runtime.version().toString()),
        new Condition("commit", Machine.commit(root)),
        new Condition("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  /** What was given by -J, by name. */
  private static String properties(Drive.Job job) {
    return job.properties().isEmpty()
        ? "as planned"
        : job.properties().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(" "));
  }
}

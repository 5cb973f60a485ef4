package io.mall.sharding.schema;

import io.mall.sharding.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The schema files and the rules that say where each table lies: plans, applies and checks what the
 * database servers should have. Works on each server directly, not through ShardingSphere.
 */
public final class Schema {

  private static final String CLASSPATH_RULES = "classpath:" + Rules.BUNDLED;

  private final Rules rules;
  private final List<Site> sites;
  private final Function<String, @Nullable String> environment;

  private Schema(Rules rules, List<Site> sites, Function<String, @Nullable String> environment) {
    this.rules = rules;
    this.sites = sites;
    this.environment = environment;
  }

  /**
   * Reads rules and schema files and checks that they name the same tables; touches no server.
   *
   * @param rules a ShardingSphere YAML file: a path, or {@code classpath:sharding-rules/rules.yaml}
   * @param folder the folder of the schema files: a path, or {@code classpath:sql/schema}
   * @param environment addresses and credentials by name
   */
  public static Schema open(
      String rules, String folder, Function<String, @Nullable String> environment) {
    Rules read = rules.equals(CLASSPATH_RULES) ? Rules.bundled() : Rules.read(Path.of(rules));
    List<LogicTable> tables = DdlReader.read(folder, new Location(folder).texts(".sql"));
    requireSameTables(read, tables, folder);
    return new Schema(read, Site.of(read, tables), environment);
  }

  private static void requireSameTables(Rules rules, List<LogicTable> tables, String folder) {
    for (LogicTable table : tables) {
      if (rules.table(table.name()).isEmpty()) {
        throw new SchemaException(
            "%s: table %s is in no rule of %s"
                .formatted(table.source(), table.name(), rules.origin()));
      }
    }
    for (Rules.LogicTable rule : rules.tables()) {
      if (tables.stream().noneMatch(table -> table.name().equals(rule.name()))) {
        throw new SchemaException(
            "%s: table %s has no CREATE TABLE in %s"
                .formatted(rules.origin(), rule.name(), folder));
      }
    }
  }

  /** Opens and applies in one call. */
  public static Plan migrate(
      String rules,
      String folder,
      Function<String, @Nullable String> environment,
      Consumer<String> progress) {
    return open(rules, folder, environment).apply(progress);
  }

  /** What {@link #apply} would do. Makes and drops a scratch table per logic table to know it. */
  public Plan plan(Consumer<String> progress) {
    return walk(false, progress);
  }

  /**
   * Brings every primary to the schema files as far as that is safe: missing tables, new columns
   * that old statements need not name, new indexes. Safe to run again, after a run that was
   * interrupted, and by several processes at once.
   */
  public Plan apply(Consumer<String> progress) {
    return walk(true, progress);
  }

  private Plan walk(boolean apply, Consumer<String> progress) {
    List<Step> steps = new ArrayList<>();
    List<Drift> drifts = new ArrayList<>();
    try (Servers primaries = connectPrimaries()) {
      for (int i = 0; i < sites.size(); i++) {
        Server server = primaries.all().get(i);
        long started = System.nanoTime();
        server.lock(progress);
        Plan plan = plan(server, sites.get(i));
        if (apply) {
          plan.steps().forEach(step -> server.execute(step.table(), step.sql()));
        }
        server.unlock();
        steps.addAll(plan.steps());
        drifts.addAll(plan.drifts());
        progress.accept(
            "%s: %d tables, %s, %.1f s"
                .formatted(
                    server.member(),
                    sites.get(i).tables().size(),
                    plan.summary(apply),
                    (System.nanoTime() - started) / 1e9));
      }
    }
    return new Plan(steps, drifts);
  }

  private static Plan plan(Server server, Site site) {
    Map<String, Shape> found = server.shapes();
    Map<String, Scratch> expected = server.scratch(site.logicTables(found.keySet()));
    List<Step> steps = new ArrayList<>();
    List<Drift> drifts = new ArrayList<>();
    for (Finding finding : site.compare(found, expected)) {
      finding
          .step(server.member())
          .ifPresentOrElse(steps::add, () -> drifts.addAll(finding.drifts(server.member())));
    }
    return new Plan(steps, drifts);
  }

  /**
   * Every difference between the servers and the schema files, also those that {@link #apply} would
   * mend, and tables on a data source where the rules do not have them.
   *
   * @param replicas whether the replicas are checked as well as the primaries
   */
  public List<Drift> drift(boolean replicas, Consumer<String> progress) {
    List<Drift> drifts = new ArrayList<>();
    try (Servers primaries = connectPrimaries()) {
      for (int i = 0; i < sites.size(); i++) {
        Server primary = primaries.all().get(i);
        primary.lock(progress);
        // Every logic table, for a replica may have one that its primary lacks.
        Map<String, Scratch> expected = primary.scratch(sites.get(i).logicTables());
        primary.unlock();
        drifts.addAll(drift(primary, sites.get(i), expected, progress));
        if (replicas) {
          try (Servers copies =
              Servers.connect(Member.replicas(rules, sites.get(i).group(), environment))) {
            for (Server copy : copies.all()) {
              drifts.addAll(drift(copy, sites.get(i), expected, progress));
            }
          }
        }
      }
    }
    return drifts;
  }

  private List<Drift> drift(
      Server server, Site site, Map<String, Scratch> expected, Consumer<String> progress) {
    Member member = server.member();
    Map<String, Shape> found = server.shapes();
    List<Drift> drifts = new ArrayList<>();
    site.compare(found, expected).forEach(finding -> drifts.addAll(finding.drifts(member)));
    for (String stray : site.strays(found.keySet())) {
      drifts.add(
          Difference.of("table", Difference.NONE, "one that belongs elsewhere")
              .at(member, stray, rules.origin()));
    }
    progress.accept(
        "%s: %d tables, %d differences".formatted(member, site.tables().size(), drifts.size()));
    return drifts;
  }

  private Servers connectPrimaries() {
    return Servers.connect(
        sites.stream().map(site -> Member.primary(rules, site.group(), environment)).toList());
  }
}

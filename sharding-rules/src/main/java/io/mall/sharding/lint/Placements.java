package io.mall.sharding.lint;

import io.mall.sharding.live.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a rules file puts the tables it names, and at which addresses. Any ShardingSphere file. */
public final class Placements {

  private final Path path;
  private final List<Finding> problems;
  private final List<PlacedTable> tables = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<String> auditors = new ArrayList<>();

  private Placements(Path path, List<Finding> problems, Optional<RuleFile> file) {
    this.path = path;
    this.problems = problems;
    file.ifPresent(
        each -> {
          sources.addAll(sources(each));
          each.shardingEntries("auditors").forEach(auditor -> auditors.add(auditor.name()));
          each.tables().forEach(table -> tables.add(PlacedTable.sharded(each, table)));
          addSingles(each);
          addBroadcasts(each);
        });
  }

  /**
   * Reads a file as far as it goes.
   *
   * @throws IOException if there is none
   */
  public static Placements read(Path path) throws IOException {
    String text = Files.readString(path);
    List<Finding> problems =
        new Linter(Linter.Options.DEFAULT)
            .lint(path.toString(), text).stream()
                .filter(each -> each.severity() == Severity.ERROR)
                .toList();
    Optional<RuleFile> file =
        SourceText.parse(path.toString(), text)
            .root()
            .map(root -> new RuleFile(root, Linter.Options.DEFAULT));
    return new Placements(path, problems, file);
  }

  static List<Source> sources(RuleFile file) {
    Map<String, String> groups = new LinkedHashMap<>();
    Set<String> replicas = new LinkedHashSet<>();
    for (Item group : file.groups()) {
      RuleFile.members(group).forEach(each -> groups.put(each, group.name()));
      group.elementsOf("readDataSourceNames").map(Item::text).forEach(replicas::add);
      replicas.remove(group.textOf("writeDataSourceName"));
    }
    List<Source> sources = new ArrayList<>();
    for (Item each : file.dataSources()) {
      sources.add(
          new Source(
              each.name(),
              groups.getOrDefault(each.name(), each.name()),
              !replicas.contains(each.name()),
              each.textOf(each.get("jdbcUrl").isPresent() ? "jdbcUrl" : "url"),
              each.textOf("username"),
              each.textOf("password")));
    }
    return sources;
  }

  private void addSingles(RuleFile file) {
    for (Item rule : file.rules("!SINGLE")) {
      rule.elementsOf("tables")
          .filter(each -> TableReader.isNode(each.text()) && !each.text().contains("*"))
          .forEach(
              each -> {
                String table = each.text().substring(each.text().lastIndexOf('.') + 1);
                String source = each.text().substring(0, each.text().indexOf('.'));
                tables.add(
                    PlacedTable.whole(
                        table, PlacedTable.Kind.SINGLE, each.at(), List.of(source + "." + table)));
              });
    }
  }

  private void addBroadcasts(RuleFile file) {
    Set<String> everywhere = new LinkedHashSet<>();
    sources.forEach(each -> everywhere.add(each.group()));
    for (Item rule : file.rules("!BROADCAST")) {
      rule.elementsOf("tables")
          .filter(each -> !each.isBlank())
          .forEach(
              each ->
                  tables.add(
                      PlacedTable.whole(
                          each.text(),
                          PlacedTable.Kind.BROADCAST,
                          each.at(),
                          everywhere.stream().map(source -> source + "." + each.text()).toList())));
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** What is wrong with it that keeps it from being used. */
  public List<Finding> problems() {
    return problems;
  }

  /** The tables it names, sharded ones first. */
  public List<PlacedTable> tables() {
    return tables;
  }

  /** A table by name, whatever the case. */
  public Optional<PlacedTable> table(String name) {
    return tables.stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The data sources. */
  public List<Source> sources() {
    return sources;
  }

  /** The primary of a logic data source. */
  public Optional<Source> primary(String group) {
    return sources.stream()
        .filter(each -> each.primary() && each.group().equals(group))
        .findFirst();
  }

  /** The names of the auditors, which a statement may ask to be silent. */
  public List<String> auditors() {
    return auditors;
  }
}

package io.mall.sharding.schema;

import io.mall.sharding.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The actual tables that belong into one logic data source.
 *
 * @param group the logic data source
 * @param tables in the order they are made
 */
record Site(Rules.Group group, List<Located> tables) {

  /** An actual table and the statement it follows. */
  record Located(LogicTable logic, String actualTable) {}

  /** Sites that have tables. */
  static List<Site> of(Rules rules, List<LogicTable> tables) {
    return rules.groups().stream()
        .map(group -> new Site(group, located(rules, group, tables)))
        .filter(site -> !site.tables().isEmpty())
        .toList();
  }

  private static List<Located> located(Rules rules, Rules.Group group, List<LogicTable> tables) {
    List<Located> located = new ArrayList<>();
    for (LogicTable table : tables) {
      for (Rules.LogicTable rule : rules.table(table.name()).stream().toList()) {
        rule.actualTables().stream()
            .filter(actual -> actual.dataSource().equals(group.name()))
            .forEach(actual -> located.add(new Located(table, actual.name())));
      }
    }
    return List.copyOf(located);
  }

  List<LogicTable> logicTables() {
    return tables.stream().map(Located::logic).distinct().toList();
  }

  /** The logic tables of which at least one actual table is there. */
  List<LogicTable> logicTables(Set<String> present) {
    return tables.stream()
        .filter(table -> present.contains(table.actualTable()))
        .map(Located::logic)
        .distinct()
        .toList();
  }

  List<Finding> compare(Map<String, Shape> found, Map<String, Scratch> expected) {
    List<Finding> findings = new ArrayList<>();
    for (Located table : tables) {
      Shape shape = found.get(table.actualTable());
      if (shape == null) {
        findings.add(new Finding(table, List.of()));
      } else {
        Scratch scratch = Objects.requireNonNull(expected.get(table.logic().name()));
        List<Difference> differences = Comparison.of(scratch, shape);
        if (!differences.isEmpty()) {
          findings.add(new Finding(table, differences));
        }
      }
    }
    return findings;
  }

  /** Tables that are here although the rules say they lie in another data source, or nowhere. */
  List<String> strays(Set<String> present) {
    Set<String> own = tables.stream().map(Located::actualTable).collect(Collectors.toSet());
    Set<String> families =
        tables.stream()
            .filter(table -> !table.actualTable().equals(table.logic().name()))
            .map(table -> table.logic().name())
            .collect(Collectors.toSet());
    return present.stream()
        .filter(name -> !own.contains(name))
        .filter(name -> families.contains(name.replaceFirst("_\\d+$", "")))
        .sorted()
        .toList();
  }
}

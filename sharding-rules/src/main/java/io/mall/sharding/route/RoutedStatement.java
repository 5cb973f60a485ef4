package io.mall.sharding.route;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement and where it was sent.
 *
 * @param name from its leading comment, {@code order.findRecent}; null if it has none
 * @param sql the logic SQL, as the application wrote it
 * @param targets one a data source and set of actual tables
 */
public record RoutedStatement(@Nullable String name, String sql, List<Target> targets) {
  private static final Pattern NAME = Pattern.compile("\\s*/\\*\\s*([A-Za-z_][\\w.-]*)\\s*\\*/");

  /** Copies its list. */
  public RoutedStatement {
    targets = List.copyOf(targets);
  }

  /**
   * One place a statement was sent to.
   *
   * @param group the logic data source, {@code ds_0}
   * @param dataSource the member of it, {@code ds_0_replica}
   * @param primary whether that member is the primary
   * @param actualTables {@code orders_3}; empty for a statement without a table
   */
  public record Target(
      String group, String dataSource, boolean primary, List<String> actualTables) {
    public Target {
      actualTables = List.copyOf(actualTables);
    }

    @Override
    public String toString() {
      return dataSource + actualTables;
    }
  }

  /** The name a statement has by its leading comment; null if it has none. */
  public static @Nullable String nameOf(String sql) {
    Matcher matcher = NAME.matcher(sql);
    return matcher.lookingAt() ? matcher.group(1) : null;
  }

  /** The actual tables with their logic data sources, sorted: {@code ds_0.orders_3}. */
  public Set<String> nodes() {
    Set<String> nodes = new TreeSet<>();
    for (Target target : targets) {
      for (String table : target.actualTables) {
        nodes.add(target.group + "." + table);
      }
    }
    return nodes;
  }

  /** The members it was sent to, sorted. */
  public Set<String> dataSources() {
    Set<String> names = new TreeSet<>();
    targets.forEach(each -> names.add(each.dataSource));
    return names;
  }

  /** Whether it was sent to one data source, to one actual table of each logic table. */
  public boolean singleShard() {
    return targets.size() == 1;
  }

  /** Whether primaries alone were asked. */
  public boolean primary() {
    return targets.stream().allMatch(Target::primary);
  }

  @Override
  public String toString() {
    return (name == null ? sql : name) + " -> " + targets;
  }
}

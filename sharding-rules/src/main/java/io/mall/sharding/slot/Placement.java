package io.mall.sharding.slot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which data source holds which table group; every group is held exactly once.
 *
 * @param dataSources the data source of each group, by its number
 */
public record Placement(List<String> dataSources) {
  private static final Pattern PART =
      Pattern.compile(
          "\\s*([A-Za-z_][A-Za-z0-9_-]*)\\s*:\\s*(\\d{1,4})\\s*(?:-\\s*(\\d{1,4})\\s*)?");

  public Placement {
    dataSources = List.copyOf(dataSources);
    if (dataSources.size() != TableGroup.COUNT) {
      throw new IllegalArgumentException("A placement names all " + TableGroup.COUNT + " groups");
    }
  }

  /**
   * Reads the form of the rules file, {@code ds_0: 0-7, ds_1: 8-15}; a data source may occur in
   * several parts.
   */
  public static Placement parse(String text) {
    String[] owners = new String[TableGroup.COUNT];
    for (String part : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        throw wrong(text, "`" + part.strip() + "` is not of the form `ds_0: 0-7`");
      }
      int first = Integer.parseInt(matcher.group(2));
      int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
      if (first > last || last >= TableGroup.COUNT) {
        throw wrong(
            text, "`" + part.strip() + "` is not a range within 0-" + (TableGroup.COUNT - 1));
      }
      for (int group = first; group <= last; group++) {
        if (owners[group] != null) {
          throw wrong(text, "group " + group + " is placed twice");
        }
        owners[group] = matcher.group(1);
      }
    }
    List<Integer> missing = new ArrayList<>();
    for (int group = 0; group < owners.length; group++) {
      if (owners[group] == null) {
        missing.add(group);
      }
    }
    if (!missing.isEmpty()) {
      throw wrong(text, "no data source holds the groups " + missing);
    }
    return new Placement(Arrays.asList(owners));
  }

  private static IllegalArgumentException wrong(String text, String reason) {
    return new IllegalArgumentException("placement `" + text + "`: " + reason);
  }

  /** The data source that holds a group. */
  public String dataSourceOf(TableGroup group) {
    return dataSources.get(group.number());
  }

  /** The groups a data source holds; none when it is unknown. */
  public Set<TableGroup> groupsOf(String dataSource) {
    Set<TableGroup> groups = new TreeSet<>();
    for (TableGroup each : TableGroup.all()) {
      if (dataSourceOf(each).equals(dataSource)) {
        groups.add(each);
      }
    }
    return groups;
  }
}

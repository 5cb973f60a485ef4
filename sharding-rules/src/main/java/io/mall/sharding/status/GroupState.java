package io.mall.sharding.status;

import io.mall.sharding.lint.PlacedTable;
import io.mall.sharding.lint.Placements;
import io.mall.sharding.live.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Actual tables that move together: those of one number in one data source; a table without a
 * number is its own group.
 *
 * @param tables that are there, and how many there should be
 */
public record GroupState(
    String dataSource, String group, int tables, int declared, long rows, long bytes) {

  private static final Pattern NUMBER = Pattern.compile("\\d+$");

  /**
   * Adds up.
   *
   * @param sizes by logic data source, then by table
   */
  static List<GroupState> of(Placements placements, Map<String, Map<String, Size>> sizes) {
    Map<String, List<Optional<Size>>> groups = new LinkedHashMap<>();
    for (PlacedTable table : placements.tables()) {
      for (String node : table.nodes()) {
        String source = node.substring(0, node.indexOf('.'));
        String actual = node.substring(node.indexOf('.') + 1);
        Optional<Size> size =
            Optional.ofNullable(sizes.get(source))
                .flatMap(each -> Optional.ofNullable(each.get(actual)));
        Matcher number = NUMBER.matcher(actual);
        boolean numbered = table.kind() == PlacedTable.Kind.SHARDED && number.find();
        String group = numbered ? number.group() : table.name();
        groups.computeIfAbsent(source + "." + group, _ -> new ArrayList<>()).add(size);
      }
    }
    List<GroupState> states = new ArrayList<>();
    groups.forEach(
        (name, tables) -> {
          Size sum =
              tables.stream()
                  .flatMap(Optional::stream)
                  .reduce(new Size(0, 0), (left, right) -> left.plus(right));
          int dot = name.indexOf('.');
          states.add(
              new GroupState(
                  name.substring(0, dot),
                  name.substring(dot + 1),
                  (int) tables.stream().filter(Optional::isPresent).count(),
                  tables.size(),
                  sum.rows(),
                  sum.bytes()));
        });
    return states;
  }
}

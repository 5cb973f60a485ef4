package io.mall.sharding.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mall.sharding.route.RoutedStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one statement.
 *
 * @param route where it was sent; empty if it was refused before
 * @param columns of the rows; none for a statement that returns none
 * @param changed how many rows it changed
 * @param error why there is no answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(
    String sql,
    List<Target> route,
    List<String> columns,
    List<List<@Nullable String>> rows,
    boolean cut,
    @Nullable Integer changed,
    long millis,
    @Nullable String error) {

  /** A member and the actual tables there. */
  public record Target(String dataSource, List<String> tables) {
    @Override
    public String toString() {
      return tables.isEmpty() ? dataSource : dataSource + " " + String.join("+", tables);
    }
  }

  static List<Target> targets(List<RoutedStatement> routed) {
    List<Target> targets = new ArrayList<>();
    for (RoutedStatement each : routed) {
      each.targets()
          .forEach(target -> targets.add(new Target(target.dataSource(), target.actualTables())));
    }
    return targets;
  }

  static Answer refused(String sql, String error) {
    return new Answer(sql, List.of(), List.of(), List.of(), false, null, 0, error);
  }
}

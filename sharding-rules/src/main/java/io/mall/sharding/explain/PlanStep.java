package io.mall.sharding.explain;

import io.mall.sharding.live.LiveSource;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a plan.
 *
 * @param table as the statement calls it, without the number of an actual table
 * @param access how it is read: const, ref, range, index, ALL
 * @param possible the indexes that could be used; empty if none
 * @param key the one that is
 * @param rows that the server expects to read
 */
public record PlanStep(
    String table, String access, String possible, String key, long rows, String extra) {

  /** Asks a server for its plan. */
  static List<PlanStep> of(LiveSource source, String sql, List<Object> parameters)
      throws SQLException {
    List<PlanStep> steps = new ArrayList<>();
    try (PreparedStatement statement =
        source.connection().prepareStatement("EXPLAIN FORMAT=TRADITIONAL " + sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          steps.add(
              new PlanStep(
                  text(row, "table").replaceFirst("_\\d+$", ""),
                  text(row, "type"),
                  text(row, "possible_keys"),
                  text(row, "key"),
                  row.getLong("rows"),
                  text(row, "Extra")));
        }
      }
    }
    return steps;
  }

  private static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  /** Whether the whole table or the whole index is read, and it is so large that it matters. */
  boolean scans(long limit) {
    return (access.equals("ALL") || access.equals("index")) && rows >= limit;
  }

  boolean sorts(long limit) {
    return extra.contains("filesort") && rows >= limit;
  }

  /** What makes two plans alike: all but the numbers. */
  String shape() {
    return "%s %s %s %s".formatted(table, access, key, extra);
  }

  @Override
  public String toString() {
    String by = key.isEmpty() ? "no index" : key;
    return "%s: %s by %s, %,d rows%s"
        .formatted(table, access, by, rows, extra.isEmpty() ? "" : ", " + extra);
  }
}

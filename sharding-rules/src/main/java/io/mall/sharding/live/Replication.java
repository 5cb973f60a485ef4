package io.mall.sharding.live;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server says of its following another.
 *
 * @param follows whether it is set up to follow one
 * @param runs whether both its threads run
 * @param lag seconds behind; empty where it does not run
 * @param error what stopped it
 */
public record Replication(boolean follows, boolean runs, Optional<Long> lag, String error) {

  /** Nothing where the account may not ask. */
  static Optional<Replication> of(LiveSource source) {
    try {
      List<Map<String, String>> rows = source.rows("SHOW REPLICA STATUS");
      if (rows.isEmpty()) {
        return Optional.of(new Replication(false, false, Optional.empty(), ""));
      }
      Map<String, String> row = rows.getFirst();
      boolean runs =
          first(row, "Slave_IO_Running", "Replica_IO_Running").equals("Yes")
              && first(row, "Slave_SQL_Running", "Replica_SQL_Running").equals("Yes");
      String lag = first(row, "Seconds_Behind_Master", "Seconds_Behind_Source");
      String error = first(row, "Last_SQL_Error", "Last_IO_Error");
      return Optional.of(
          new Replication(
              true,
              runs,
              lag.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(lag)),
              error.lines().findFirst().orElse("")));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private static String first(Map<String, String> row, String one, String other) {
    String text = row.getOrDefault(one, "");
    return text.isEmpty() ? row.getOrDefault(other, "") : text;
  }
}

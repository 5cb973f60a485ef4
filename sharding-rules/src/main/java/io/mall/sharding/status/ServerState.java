package io.mall.sharding.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mall.sharding.live.Facts;
import io.mall.sharding.live.LiveSource;
import io.mall.sharding.live.Replication;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One data source as its server shows it.
 *
 * @param state in one word or sentence; "up" where all is well
 * @param fine whether it can do what its role asks for
 * @param lagSeconds of a replica that runs
 * @param connections that the server holds, of all accounts
 * @param byAccount how many of them belong to whom, as far as our account may see them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServerState(
    String name,
    String group,
    String role,
    String address,
    String version,
    String state,
    boolean fine,
    @Nullable Long lagSeconds,
    @Nullable Integer connections,
    @Nullable Integer maxConnections,
    Map<String, Integer> byAccount) {

  private static final String ACCOUNTS =
      "SELECT USER AS account, COUNT(*) AS number FROM information_schema.PROCESSLIST"
          + " WHERE COMMAND NOT IN ('Daemon', 'Slave_IO', 'Slave_SQL') GROUP BY USER";

  static ServerState away(String name, String group, boolean primary, String reason) {
    return new ServerState(
        name, group, role(primary), "", "", "away: " + reason, false, null, null, null, Map.of());
  }

  static ServerState of(LiveSource source, long maxLag) throws SQLException {
    Facts facts = Facts.of(source);
    Map<String, Integer> accounts = new TreeMap<>();
    for (Map<String, String> row : source.rows(ACCOUNTS)) {
      accounts.put(
          row.getOrDefault("account", ""), Integer.parseInt(row.getOrDefault("number", "0")));
    }
    String connected =
        source
            .rows("SHOW GLOBAL STATUS LIKE 'Threads_connected'")
            .getFirst()
            .getOrDefault("Value", "0");
    boolean primary = source.source().primary();
    String state = state(facts, primary, maxLag);
    return new ServerState(
        source.source().name(),
        source.source().group(),
        role(primary),
        source.source().server() + "/" + facts.schema(),
        facts.version(),
        state,
        state.equals("up"),
        primary ? null : facts.replication().flatMap(Replication::lag).orElse(null),
        Integer.valueOf(connected),
        Integer.valueOf(facts.variable("max_connections")),
        accounts);
  }

  private static String role(boolean primary) {
    return primary ? "primary" : "replica";
  }

  private static String state(Facts facts, boolean primary, long maxLag) {
    if (primary) {
      return facts.readOnly() ? "read-only" : "up";
    }
    if (facts.replication().isEmpty()) {
      return "up";
    }
    Replication replication = facts.replication().get();
    if (!replication.follows()) {
      return "follows nobody";
    }
    if (!replication.runs()) {
      return replication.error().isEmpty()
          ? "stands still"
          : "stands still: " + replication.error();
    }
    return replication.lag().orElse(0L) > maxLag ? "behind" : "up";
  }
}

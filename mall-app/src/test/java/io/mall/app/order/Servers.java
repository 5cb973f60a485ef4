package io.mall.app.order;

import io.mall.app.support.Mall;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;

/** What the database servers are at, as they say themselves. */
public final class Servers {

  private static final Map<String, String> URLS =
      Map.of("db-a-primary", "MALL_DS_0_PRIMARY_URL", "db-b-primary", "MALL_DS_1_PRIMARY_URL");

  private Servers() {}

  /** How many statements whose names begin so are being executed. */
  public static long statements(String member, String name) {
    return count(member, name, "");
  }

  /** How many of them wait for a lock on their whole table. */
  public static long waitingForTable(String member, String name) {
    return count(member, name, "Waiting for table");
  }

  private static long count(String member, String name, String state) {
    Map<String, String> environment = Mall.cluster().environment();
    String url = environment.get(URLS.get(member)) + "?allowPublicKeyRetrieval=true";
    try (Connection connection =
            DriverManager.getConnection(
                url, environment.get("MALL_DB_USERNAME"), environment.get("MALL_DB_PASSWORD"));
        Statement statement = connection.createStatement();
        ResultSet processes = statement.executeQuery("SHOW FULL PROCESSLIST")) {
      long count = 0;
      while (processes.next()) {
        String info = Objects.requireNonNullElse(processes.getString("Info"), "");
        boolean so = Objects.requireNonNullElse(processes.getString("State"), "").contains(state);
        count += so && info.contains("/* " + name) ? 1 : 0;
      }
      return count;
    } catch (SQLException e) {
      throw new IllegalStateException(member + " does not tell", e);
    }
  }
}

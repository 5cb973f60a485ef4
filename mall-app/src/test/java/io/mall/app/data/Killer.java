package io.mall.app.data;

import io.mall.app.kernel.UserId;
import io.mall.app.support.Mall;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Ends connections, as an administrator does. */
final class Killer {

  private static final int FIRST_SLOT_OF_DS_1 = 512;

  private Killer() {}

  /** Ends a connection of the primary on which a user lies. */
  static void kill(UserId user, long connectionId) {
    Map<String, String> environment = Mall.cluster().environment();
    String name =
        user.slot() < FIRST_SLOT_OF_DS_1 ? "MALL_DS_0_PRIMARY_URL" : "MALL_DS_1_PRIMARY_URL";
    try (Connection connection =
            DriverManager.getConnection(
                environment.get(name) + "?allowPublicKeyRetrieval=true",
                environment.get("MALL_DB_USERNAME"),
                environment.get("MALL_DB_PASSWORD"));
        Statement statement = connection.createStatement()) {
      statement.execute("KILL " + connectionId);
    } catch (SQLException e) {
      throw new IllegalStateException("not killed", e);
    }
  }
}

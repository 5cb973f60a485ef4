package io.mall.sharding.replica;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A connection of its own to one server, small and impatient, and what it is asked: how far it has
 * come, and whether it still follows its primary. Used by one thread.
 */
final class Question {

  /** MySQL's and MariaDB's word for a privilege that the account lacks. */
  private static final int ACCESS_DENIED = 1227;

  private final HikariConfig pool;
  private final boolean primary;
  private final Duration patience;
  private @Nullable Connection connection;
  private boolean mariaDb;
  private boolean mayAskStatus = true;

  /**
   * @param pool whose server is asked; its connections are not used
   * @param patience how long an answer may take
   */
  Question(HikariConfig pool, boolean primary, Duration patience) {
    this.pool = pool;
    this.primary = primary;
    this.patience = patience;
  }

  /** The position of the server: what a primary has logged, what a replica has applied. */
  Position position() throws SQLException {
    Connection open = connection();
    String variable =
        mariaDb ? (primary ? "@@gtid_binlog_pos" : "@@gtid_slave_pos") : "@@global.gtid_executed";
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + variable)) {
      row.next();
      String text = row.getString(1);
      return text == null ? Position.NONE : Position.parse(text);
    } catch (IllegalArgumentException unknown) {
      throw new SQLException("its GTID position is not understood", unknown);
    }
  }

  /** What stopped a replica from following; empty when nothing did or the account may not ask. */
  String whyNotFollowing() throws SQLException {
    if (primary || !mayAskStatus) {
      return "";
    }
    try (Statement statement = connection().createStatement();
        ResultSet row = statement.executeQuery("SHOW REPLICA STATUS")) {
      if (!row.next()) {
        return "follows nobody";
      }
      String word = mariaDb ? "Slave" : "Replica";
      String sql = String.valueOf(row.getString(word + "_SQL_Running"));
      String io = String.valueOf(row.getString(word + "_IO_Running"));
      if (!sql.equals("Yes")) {
        return "does not apply (" + word + "_SQL_Running: " + sql + ")";
      }
      return io.equals("Yes") ? "" : "does not receive (" + word + "_IO_Running: " + io + ")";
    } catch (SQLException e) {
      if (e.getErrorCode() == ACCESS_DENIED) {
        mayAskStatus = false;
        return "";
      }
      throw e;
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = connect();
      mariaDb =
          open.getMetaData()
                  .getDatabaseProductVersion()
                  .toLowerCase(Locale.ROOT)
                  .contains("mariadb")
              || open.getMetaData().getDatabaseProductName().equalsIgnoreCase("MariaDB");
      connection = open;
    }
    return open;
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(pool.getDataSourceProperties());
    properties.setProperty("user", String.valueOf(pool.getUsername()));
    properties.setProperty("password", String.valueOf(pool.getPassword()));
    properties.setProperty("connectTimeout", Long.toString(patience.toMillis()));
    properties.setProperty("socketTimeout", Long.toString(patience.toMillis()));
    properties.setProperty("useServerPrepStmts", "false");
    return DriverManager.getConnection(pool.getJdbcUrl(), properties);
  }

  boolean isConnected() {
    return connection != null;
  }

  /** The next question opens a new connection. */
  void hangUp() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      // Not close(), which would say good-bye to a server that may not be listening.
      try {
        open.abort(Runnable::run);
      } catch (SQLException alreadyGone) {
        // Nothing is left to be closed.
        return;
      }
    }
  }
}

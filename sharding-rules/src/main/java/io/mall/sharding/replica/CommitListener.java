package io.mall.sharding.replica;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.protocol.ServerSessionStateController;
import com.mysql.cj.protocol.ServerSessionStateController.ServerSessionStateChanges;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChange;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChangesListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Hears from a primary where its log stands after each commit, and tells the {@link ReadScope} of
 * the thread. Both engines say it in the answer to the commit itself when they are asked to, so it
 * costs no round trip: MySQL as the GTID of the transaction, MariaDB as the changed session
 * variable {@code last_gtid}.
 */
final class CommitListener implements SessionStateChangesListener {

  private static final String MARIADB_VARIABLE = "last_gtid";

  private final String dataSource;

  /**
   * @param dataSource the logic data source whose primary it is, {@code ds_0}
   */
  CommitListener(String dataSource) {
    this.dataSource = dataSource;
  }

  /** Asks a connection to report. The driver keeps its listeners by weak references. */
  void attach(Connection connection) throws SQLException {
    String version = connection.getMetaData().getDatabaseProductVersion();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          version.contains("MariaDB")
              ? "SET session_track_system_variables = '" + MARIADB_VARIABLE + "'"
              : "SET session_track_gtids = OWN_GTID, session_track_system_variables = ''");
    }
    connection
        .unwrap(MysqlConnection.class)
        .getServerSessionStateController()
        .addSessionStateChangesListener(this);
  }

  /** On the thread that waited for the answer. */
  @Override
  public void handleSessionStateChanges(ServerSessionStateChanges changes) {
    for (SessionStateChange each : changes.getSessionStateChangesList()) {
      List<String> values = each.getValues();
      if (each.getType() == ServerSessionStateController.SESSION_TRACK_GTIDS) {
        committed(values.getFirst());
      } else if (each.getType() == ServerSessionStateController.SESSION_TRACK_SYSTEM_VARIABLES
          && values.getFirst().equals(MARIADB_VARIABLE)) {
        committed(values.getLast());
      }
    }
  }

  private void committed(String gtid) {
    ReadScope scope = ReadScope.current();
    if (scope != null && !gtid.isEmpty()) {
      scope.wrote(dataSource, Position.parse(gtid));
    }
  }
}

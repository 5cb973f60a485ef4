package io.mall.sharding.replica;

import io.mall.local.LocalCluster;
import io.mall.sharding.TestShards;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The replica of the second server, made to fall behind; it follows again when this is closed. */
final class Following implements AutoCloseable {

  private static final String SERVER = "db-b-replica";

  private final Connection root;
  private final String again;

  private Following(String stop, String again) throws SQLException {
    this.root = cluster().connectAsRoot(SERVER);
    this.again = again;
    execute(stop);
  }

  /** Receives but does not apply, and says so. */
  static Following stopped() throws SQLException {
    return new Following("STOP REPLICA SQL_THREAD", "START REPLICA SQL_THREAD");
  }

  /** Its threads run, and wait for a lock that nobody mentions. */
  static Following blocked() throws SQLException {
    return new Following("FLUSH TABLES WITH READ LOCK", "UNLOCK TABLES");
  }

  private static LocalCluster cluster() {
    return TestShards.cluster();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = root.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    try (root) {
      execute(again);
    }
    cluster().awaitReplicas();
  }
}

package io.mall.local;

import java.sql.SQLException;
import java.time.Duration;

/** A primary and the replica that follows it by GTID, with semi-synchronous commits. */
final class DatabasePair {
  private static final Duration ATTACH = Duration.ofSeconds(20);

  private final DatabaseServer primary;
  private final DatabaseServer replica;

  DatabasePair(DatabaseServer primary, DatabaseServer replica) {
    this.primary = primary;
    this.replica = replica;
    primary.afterStart(this::connectIfBothServe);
    replica.afterStart(this::connectIfBothServe);
  }

  /**
   * Makes the replica follow and commits wait for it. Semi-synchronous commits are switched on only
   * once the replica is attached: before, each commit would wait out the timeout.
   */
  private synchronized void connectIfBothServe() {
    if (!primary.serves() || !replica.serves()) {
      return;
    }
    try {
      if (!replica.receives()) {
        replica.follow(primary);
        if (!Await.until(ATTACH, this::attached)) {
          throw new LocalClusterException(
              replica.name()
                  + " does not follow "
                  + primary.name()
                  + ": see "
                  + replica.log().file());
        }
      }
      primary.enableSemiSync();
    } catch (SQLException e) {
      throw new LocalClusterException(
          replica.name() + " cannot follow " + primary.name() + ": " + e.getMessage(), e);
    }
  }

  /** Creates the schemas that live here, unless they are there. */
  void createSchemas() {
    try {
      for (String schema : Environment.schemas(primary.name())) {
        String known =
            "SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name = '"
                + schema
                + "'";
        if (primary.ask(known, "name").isEmpty()) {
          primary.execute(
              "CREATE DATABASE " + schema + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
        }
      }
    } catch (SQLException e) {
      throw new LocalClusterException(
          "Cannot create a schema on " + primary.name() + ": " + e.getMessage(), e);
    }
  }

  /** Waits until the replica has applied what the primary has committed by now. */
  void awaitReplica(Duration bound) {
    try {
      if (!replica.reaches(primary.position(), bound)) {
        throw new LocalClusterException(
            replica.name() + " is more than " + bound.toSeconds() + " s behind.");
      }
    } catch (SQLException e) {
      throw new LocalClusterException(
          "Cannot compare " + replica.name() + " with its primary: " + e.getMessage(), e);
    }
  }

  private boolean attached() {
    try {
      return replica.receives();
    } catch (SQLException e) {
      return false;
    }
  }
}

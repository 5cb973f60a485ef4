package io.mall.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real MySQL server, 8.4 or newer. */
final class MySql extends DatabaseServer {
  private final MySqlBinaries binaries;

  MySql(String name, DataFolder data, Settings settings, MySqlBinaries binaries) {
    super(name, data, settings);
    this.binaries = binaries;
  }

  @Override
  Path template() {
    return binaries.template();
  }

  @Override
  ChildProcess.Command command() throws IOException {
    List<String> line = new ArrayList<>();
    line.add(binaries.server().toString());
    line.add("--no-defaults");
    if (Platform.current().isRoot()) {
      line.add("--user=root");
    }
    line.addAll(
        List.of(
            "--datadir=" + dataDirectory(),
            "--init-file=" + accounts(),
            "--bind-address=127.0.0.1",
            "--port=" + port(),
            // Relative to the data directory: a socket's path has room for 107 characters only.
            "--socket=mysql.sock",
            "--pid-file=mysql.pid",
            "--mysqlx=OFF",
            "--secure-file-priv=NULL",
            "--skip-name-resolve",
            "--tls-version=",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_general_ci",
            "--sql-mode=" + SQL_MODE,
            "--default-time-zone=+00:00"));
    line.addAll(memory());
    line.addAll(replication());
    return new ChildProcess.Command(name(), line, Duration.ofSeconds(15));
  }

  private static List<String> memory() {
    return List.of(
        "--innodb-buffer-pool-size=64M",
        "--innodb-redo-log-capacity=128M",
        "--innodb-log-buffer-size=4M",
        "--key-buffer-size=1M",
        "--performance-schema=OFF",
        "--table-open-cache=2000",
        "--max-connections=" + MAX_CONNECTIONS);
  }

  private List<String> replication() {
    List<String> line = new ArrayList<>();
    line.addAll(
        List.of(
            "--server-id=" + serverId(),
            "--log-bin=binlog",
            "--relay-log=relay",
            "--binlog-expire-logs-seconds=604800",
            "--gtid-mode=ON",
            "--enforce-gtid-consistency=ON",
            "--replica-net-timeout=4",
            "--skip-replica-start",
            "--plugin-load-add=semisync_source.so;semisync_replica.so",
            "--loose-rpl-semi-sync-source-timeout=" + SEMI_SYNC_TIMEOUT.toMillis()));
    if (isReplica()) {
      line.addAll(List.of("--read-only=ON", "--loose-rpl-semi-sync-replica-enabled=ON"));
    }
    line.addAll(haste());
    return line;
  }

  @Override
  List<String> monitoringGrants(String account) {
    return List.of("GRANT REPLICATION CLIENT ON *.* TO " + account);
  }

  @Override
  DatabaseServer another(String name) {
    return new MySql(name, data, settings, binaries);
  }

  @Override
  void follow(DatabaseServer primary) throws SQLException {
    execute(
        "STOP REPLICA",
        "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = "
            + primary.port()
            + ", SOURCE_USER = '"
            + REPLICATION
            + "', SOURCE_PASSWORD = '"
            + primary.password(REPLICATION)
            + "', SOURCE_AUTO_POSITION = 1, SOURCE_SSL = 0, GET_SOURCE_PUBLIC_KEY = 1,"
            + " SOURCE_CONNECT_RETRY = 1, SOURCE_RETRY_COUNT = 1000000,"
            + " SOURCE_HEARTBEAT_PERIOD = 1",
        "START REPLICA");
  }

  @Override
  boolean receives() throws SQLException {
    return ask("SHOW REPLICA STATUS", "Replica_IO_Running").orElse("No").equals("Yes");
  }

  @Override
  void enableSemiSync() throws SQLException {
    execute("SET GLOBAL rpl_semi_sync_source_enabled = ON");
  }

  @Override
  String position() throws SQLException {
    return ask("SELECT @@global.gtid_executed AS position", "position").orElse("");
  }

  @Override
  boolean reaches(String position, Duration bound) throws SQLException {
    String wait =
        "SELECT WAIT_FOR_EXECUTED_GTID_SET('" + position + "', " + bound.toSeconds() + ") AS late";
    return ask(wait, "late").orElse("1").equals("0");
  }
}

package io.mall.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A MariaDB server from the binaries that Maven resolved. */
final class MariaDb extends DatabaseServer {
  private final MariaDbBinaries binaries;

  MariaDb(String name, DataFolder data, Settings settings, MariaDbBinaries binaries) {
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
            "--basedir=" + binaries.folder(),
            "--datadir=" + dataDirectory(),
            "--init-file=" + accounts(),
            "--bind-address=127.0.0.1",
            "--port=" + port(),
            // Relative to the data directory: a socket's path has room for 107 characters only.
            "--socket=mariadb.sock",
            "--pid-file=mariadb.pid",
            "--skip-name-resolve",
            // Without it every start makes a TLS key, which takes ten seconds.
            "--skip-ssl",
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
        "--innodb-log-file-size=64M",
        "--innodb-log-buffer-size=4M",
        "--key-buffer-size=1M",
        "--aria-pagecache-buffer-size=8M",
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
            "--binlog-format=ROW",
            // MariaDB's own default is 0: a commit could be lost from the binary log.
            "--sync-binlog=1",
            "--innodb-flush-log-at-trx-commit=1",
            "--binlog-expire-logs-seconds=604800",
            "--log-slave-updates",
            "--gtid-domain-id=" + serverId() / 10,
            "--gtid-strict-mode=ON",
            "--slave-net-timeout=4",
            "--skip-slave-start",
            "--rpl-semi-sync-master-wait-point=AFTER_SYNC",
            "--rpl-semi-sync-master-timeout=" + SEMI_SYNC_TIMEOUT.toMillis()));
    if (isReplica()) {
      line.addAll(List.of("--read-only=ON", "--rpl-semi-sync-slave-enabled=ON"));
    }
    line.addAll(haste());
    return line;
  }

  @Override
  List<String> monitoringGrants(String account) {
    return List.of("GRANT BINLOG MONITOR, SLAVE MONITOR ON *.* TO " + account);
  }

  @Override
  DatabaseServer another(String name) {
    return new MariaDb(name, data, settings, binaries);
  }

  @Override
  void follow(DatabaseServer primary) throws SQLException {
    execute(
        "STOP SLAVE",
        "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = "
            + primary.port()
            + ", MASTER_USER = '"
            + REPLICATION
            + "', MASTER_PASSWORD = '"
            + primary.password(REPLICATION)
            + "', MASTER_USE_GTID = slave_pos, MASTER_SSL = 0, MASTER_CONNECT_RETRY = 1,"
            + " MASTER_HEARTBEAT_PERIOD = 1",
        "START SLAVE");
  }

  @Override
  boolean receives() throws SQLException {
    return ask("SHOW REPLICA STATUS", "Slave_IO_Running").orElse("No").equals("Yes");
  }

  @Override
  void enableSemiSync() throws SQLException {
    execute("SET GLOBAL rpl_semi_sync_master_enabled = ON");
  }

  @Override
  String position() throws SQLException {
    return ask("SELECT @@gtid_binlog_pos AS position", "position").orElse("");
  }

  @Override
  boolean reaches(String position, Duration bound) throws SQLException {
    String wait = "SELECT MASTER_GTID_WAIT('" + position + "', " + bound.toSeconds() + ") AS late";
    return ask(wait, "late").orElse("-1").equals("0");
  }
}

package io.mall.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** A primary or a replica, whatever its make. */
abstract class DatabaseServer extends Server {
  static final String APPLICATION = "mall";
  static final String REPLICATION = "replicator";
  static final String ROOT = "root";

  private static final String REPLICA = "-replica";
  private static final String SECOND = "-2";

  /** The default of MySQL 8.4 and 9, so that both engines refuse the same statements. */
  static final String SQL_MODE =
      "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
          + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

  /** After this long without a replica commits stop waiting for one. */
  static final Duration SEMI_SYNC_TIMEOUT = Duration.ofSeconds(2);

  static final int MAX_CONNECTIONS = 1_500;

  final Settings settings;
  private Runnable afterStart = () -> {};

  DatabaseServer(String name, DataFolder data, Settings settings) {
    super(name, settings.port(name), data);
    this.settings = settings;
  }

  /** An empty data directory to start from. */
  abstract Path template();

  /** Grants that let the application read the state of replication. */
  abstract List<String> monitoringGrants(String account);

  /** A server of the same make in the same cluster, not started yet. */
  abstract DatabaseServer another(String name);

  /** Makes this server follow another from where it stopped, or from the start. */
  abstract void follow(DatabaseServer primary) throws SQLException;

  /** Whether this server receives from its primary. */
  abstract boolean receives() throws SQLException;

  /** Makes commits on this primary wait for a replica. */
  abstract void enableSemiSync() throws SQLException;

  /** The position of the last write on this server. */
  abstract String position() throws SQLException;

  /** Whether this server has applied everything up to a position of its primary, within a bound. */
  abstract boolean reaches(String position, Duration bound) throws SQLException;

  /** Has something done whenever it has started, after what was to be done before. */
  final void afterStart(Runnable action) {
    Runnable before = afterStart;
    afterStart =
        () -> {
          before.run();
          action.run();
        };
  }

  final int serverId() {
    int number = isSecondReplica() ? 3 : isReplica() ? 2 : 1;
    return (name().startsWith("db-a") ? 10 : 20) + number;
  }

  private boolean isSecondReplica() {
    return name().endsWith(SECOND);
  }

  /** It begins late and with the first transaction: it flushes only now and then to catch up. */
  final List<String> haste() {
    return isSecondReplica()
        ? List.of("--sync-binlog=0", "--innodb-flush-log-at-trx-commit=2")
        : List.of();
  }

  final boolean isReplica() {
    return name().contains(REPLICA);
  }

  /** A second replica of this primary, which is to follow it. */
  final DatabaseServer secondReplica() {
    return another(name().replace("-primary", REPLICA) + SECOND);
  }

  final String password(String account) {
    return settings.password(account);
  }

  final Path dataDirectory() {
    return folder().resolve("data");
  }

  @Override
  final void prepare() throws IOException {
    if (!Files.exists(dataDirectory())) {
      Path half = folder().resolve("data.part");
      Folders.delete(half);
      Folders.copy(template(), half);
      Files.move(half, dataDirectory());
    }
  }

  @Override
  final void started() {
    afterStart.run();
  }

  @Override
  final boolean serves() {
    if (!Ports.answers(port())) {
      return false;
    }
    try (Connection connection = connect(Duration.ofSeconds(2))) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  final Connection connectAsRoot() throws SQLException {
    return connect(Duration.ofSeconds(30));
  }

  private Connection connect(Duration bound) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", ROOT);
    properties.setProperty("password", password(ROOT));
    properties.setProperty("sslMode", "DISABLED");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    properties.setProperty("connectTimeout", Long.toString(bound.toMillis()));
    properties.setProperty("socketTimeout", Long.toString(bound.toMillis()));
    return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port() + "/", properties);
  }

  final void execute(String... statements) throws SQLException {
    try (Connection connection = connectAsRoot();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** A column of the first row, by its name. */
  final Optional<String> ask(String sql, String column) throws SQLException {
    try (Connection connection = connectAsRoot();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? Optional.ofNullable(rows.getString(column)) : Optional.empty();
    }
  }

  /**
   * The accounts, as a file that the server reads at every start before anybody can connect. They
   * are not replicated: each server has its own copy.
   */
  final Path accounts() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("SET SESSION sql_log_bin = 0");
    lines.add("ALTER USER 'root'@'localhost' IDENTIFIED BY '" + password(ROOT) + "'");
    String root = account(ROOT, lines);
    lines.add("GRANT ALL ON *.* TO " + root + " WITH GRANT OPTION");
    lines.add("GRANT REPLICATION SLAVE ON *.* TO " + account(REPLICATION, lines));
    String application = account(APPLICATION, lines);
    lines.add("GRANT ALL ON `mall\\_%`.* TO " + application);
    lines.addAll(monitoringGrants(application));
    Path file = folder().resolve("accounts.sql");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, String.join(";\n", lines) + ";\n");
  }

  private String account(String user, List<String> lines) {
    String account = "'" + user + "'@'127.0.0.1'";
    lines.add("CREATE USER IF NOT EXISTS " + account);
    lines.add("ALTER USER " + account + " IDENTIFIED BY '" + password(user) + "'");
    return account;
  }
}

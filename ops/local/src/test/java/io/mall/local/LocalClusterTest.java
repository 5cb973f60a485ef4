package io.mall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cluster that other tests stand on: what it promises, and what its members can be made to do.
 */
@Tag("real")
@DisabledIfSystemProperty(named = "mall.engine", matches = "external")
class LocalClusterTest {
  private final LocalCluster cluster = SharedCluster.get();

  @ParameterizedTest
  @ValueSource(strings = {"db-a:mall_0", "db-a:mall_catalog", "db-b:mall_1"})
  void aWriteOnAPrimaryIsSeenOnItsReplica(String where) throws Exception {
    String pair = where.substring(0, 4);
    String table = where.substring(5) + "." + unique();
    update(pair + "-primary", "CREATE TABLE " + table + " (id INT PRIMARY KEY)");
    update(pair + "-primary", "INSERT INTO " + table + " VALUES (7)");
    cluster.awaitReplicas();
    assertThat(ask(pair + "-replica", "SELECT id FROM " + table)).isEqualTo("7");
    update(pair + "-primary", "DROP TABLE " + table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"db-a", "db-b"})
  void replicationIsByGtidAndCommitsWaitForTheReplica(String pair) throws Exception {
    boolean mariaDb = ask(pair + "-primary", "SELECT VERSION()").contains("MariaDB");
    String status = mariaDb ? "Rpl_semi_sync_master" : "Rpl_semi_sync_source";
    assertThat(status(pair + "-primary", status + "_status")).isEqualTo("ON");
    assertThat(status(pair + "-primary", status + "_clients")).isEqualTo("1");
    if (mariaDb) {
      assertThat(replication(pair, "Using_Gtid")).isEqualTo("Slave_Pos");
      assertThat(ask(pair + "-primary", "SELECT @@gtid_strict_mode")).isEqualTo("1");
    } else {
      assertThat(replication(pair, "Auto_Position")).isEqualTo("1");
      assertThat(ask(pair + "-primary", "SELECT @@gtid_mode")).isEqualTo("ON");
    }
  }

  @Test
  void theServersAreStrictDurableAndInUtc() throws Exception {
    for (String server : new String[] {"db-a-primary", "db-b-replica"}) {
      assertThat(ask(server, "SELECT @@sql_mode")).isEqualTo(DatabaseServer.SQL_MODE);
      assertThat(ask(server, "SELECT @@sync_binlog")).isEqualTo("1");
      assertThat(ask(server, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
      assertThat(ask(server, "SELECT @@collation_server")).isEqualTo("utf8mb4_general_ci");
      assertThat(ask(server, "SELECT TIMEDIFF(NOW(), UTC_TIMESTAMP())")).startsWith("00:00:00");
    }
  }

  @Test
  void theApplicationsAccountWorksOnItsSchemasAndOnlyReadsOnAReplica() throws Exception {
    String table = unique();
    try (Connection primary = connect("MALL_DS_1_PRIMARY_URL");
        Statement statement = primary.createStatement()) {
      statement.execute("CREATE TABLE " + table + " (id INT PRIMARY KEY)");
      cluster.awaitReplicas();
      try (Connection replica = connect("MALL_DS_1_REPLICA_URL");
          Statement write = replica.createStatement()) {
        assertThatThrownBy(() -> write.execute("INSERT INTO " + table + " VALUES (1)"))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("read-only");
        try (ResultSet rows = write.executeQuery("SHOW REPLICA STATUS")) {
          assertThat(rows.next()).isTrue();
        }
      }
      statement.execute("DROP TABLE " + table);
    }
  }

  @Test
  void aKilledPrimaryComesBackWithWhatItCommittedAndIsFollowedAgain() throws Exception {
    String table = "mall_0." + unique();
    update("db-a-primary", "CREATE TABLE " + table + " (id INT PRIMARY KEY)");
    update("db-a-primary", "INSERT INTO " + table + " VALUES (1)");
    Member primary = cluster.member("db-a-primary");
    int port = primary.port();
    primary.kill();
    assertThat(primary.running()).isFalse();
    primary.start();
    assertThat(primary.port()).isEqualTo(port);
    update("db-a-primary", "INSERT INTO " + table + " VALUES (2)");
    cluster.awaitReplicas();
    assertThat(ask("db-a-replica", "SELECT COUNT(*) FROM " + table)).isEqualTo("2");
    replicationIsByGtidAndCommitsWaitForTheReplica("db-a");
    update("db-a-primary", "DROP TABLE " + table);
  }

  @Test
  void aReplicaThatWasStoppedCatchesUp() throws Exception {
    String table = "mall_1." + unique();
    Member replica = cluster.member("db-b-replica");
    replica.stop();
    update("db-b-primary", "CREATE TABLE " + table + " (id INT PRIMARY KEY)");
    replica.start();
    cluster.awaitReplicas();
    assertThat(ask("db-b-replica", "SELECT COUNT(*) FROM " + table)).isEqualTo("0");
    update("db-b-primary", "DROP TABLE " + table);
  }

  @Test
  void aPausedMemberDoesNotAnswerUntilItIsResumed() {
    Member redis = cluster.member("redis");
    redis.pause();
    assertThat(Redis.answers("127.0.0.1", redis.port())).isFalse();
    assertThat(redis.running()).isTrue();
    redis.resume();
    assertThat(Redis.answers("127.0.0.1", redis.port())).isTrue();
  }

  @Test
  void redisKeepsWhatItHeldWhenItIsKilled() throws Exception {
    Member redis = cluster.member("redis");
    assertThat(RedisClient.ask(redis.port(), "SET lease 42")).isEqualTo("+OK");
    redis.kill();
    redis.start();
    assertThat(RedisClient.ask(redis.port(), "STRLEN lease")).isEqualTo(":2");
  }

  @Test
  void theCoordinatorCanBeStoppedAndStarted() {
    Member seata = cluster.member("seata");
    seata.stop();
    assertThat(Ports.answers(seata.port())).isFalse();
    seata.start();
    assertThat(Ports.answers(seata.port())).isTrue();
  }

  @Test
  void theEnvironmentHasExactlyTheNamesOfTheContract() {
    assertThat(cluster.environment())
        .containsOnlyKeys(
            "MALL_DS_0_PRIMARY_URL",
            "MALL_DS_0_REPLICA_URL",
            "MALL_DS_1_PRIMARY_URL",
            "MALL_DS_1_REPLICA_URL",
            "MALL_DS_CATALOG_PRIMARY_URL",
            "MALL_DS_CATALOG_REPLICA_URL",
            "MALL_DB_USERNAME",
            "MALL_DB_PASSWORD",
            "MALL_REDIS_URL",
            "MALL_SEATA_SERVER",
            "MALL_JWT_KEY",
            "MALL_PAYMENT_KEY",
            "MALL_WEBHOOK_KEY");
  }

  @Test
  void aMemberThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> cluster.member("db-c-primary"))
        .isInstanceOf(LocalClusterException.class)
        .hasMessageContaining("db-c-primary");
  }

  private Connection connect(String variable) throws SQLException {
    return DriverManager.getConnection(
        cluster.environment().get(variable) + "?allowPublicKeyRetrieval=true",
        cluster.environment().get("MALL_DB_USERNAME"),
        cluster.environment().get("MALL_DB_PASSWORD"));
  }

  private String replication(String pair, String column) throws SQLException {
    return ask(pair + "-replica", "SHOW REPLICA STATUS", column);
  }

  private String status(String server, String name) throws SQLException {
    return ask(server, "SHOW STATUS LIKE '" + name + "'", "Value");
  }

  private String ask(String server, String sql) throws SQLException {
    try (Connection connection = cluster.connectAsRoot(server);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private String ask(String server, String sql, String column) throws SQLException {
    try (Connection connection = cluster.connectAsRoot(server);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(column);
    }
  }

  private void update(String server, String sql) throws SQLException {
    try (Connection connection = cluster.connectAsRoot(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String unique() {
    return "t_" + UUID.randomUUID().toString().replace("-", "");
  }
}

package io.mall.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.mall.local.LocalCluster;
import io.mall.sharding.route.RouteLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class ShardedDataSourceTest {
  private static final LocalCluster CLUSTER = TestShards.cluster();
  private static final List<String> DATABASES =
      List.of("db-a-primary", "db-a-replica", "db-b-primary", "db-b-replica");

  @TempDir private Path folder;

  @BeforeAll
  static void makeTables() {
    TestShards.get();
  }

  @AfterEach
  void restore() {
    DATABASES.forEach(each -> CLUSTER.proxy(each).restore());
    TestShards.assertNothingCheckedOut();
  }

  private static ShardedDataSource open(Rules rules, Map<String, String> environment) {
    return ShardedDataSource.of(rules)
        .placeholders(environment::get)
        .pools(
            (name, config) -> {
              config.setMaximumPoolSize(2);
              config.setMinimumIdle(0);
              config.setConnectionTimeout(1_500);
            })
        .open();
  }

  private Rules changed(String before, String after) throws IOException {
    String text = RulesTest.bundledText();
    assertThat(text).contains(before);
    return Rules.read(Files.writeString(folder.resolve("rules.yaml"), text.replace(before, after)));
  }

  @Test
  void everythingThereMeansNoFindings() {
    assertThat(TestShards.get().probe().findings()).isEmpty();
    TestShards.get().probe().check();
  }

  @Test
  void aPrimaryThatIsDownIsNamedByUs() {
    CLUSTER.proxy("db-b-primary").refuse();
    assertThatThrownBy(() -> open(Rules.bundled(), CLUSTER.environmentThroughProxies()))
        .isInstanceOfSatisfying(
            UnavailableException.class,
            e ->
                assertThat(e.findings())
                    .singleElement()
                    .asString()
                    .startsWith("data source `ds_1_primary` (jdbc:mysql://127.0.0.1:")
                    .contains("does not answer"));
  }

  @Test
  void severalPrimariesThatAreDownAreNamedTogether() {
    CLUSTER.proxy("db-a-primary").refuse();
    CLUSTER.proxy("db-b-primary").refuse();
    assertThatThrownBy(() -> open(Rules.bundled(), CLUSTER.environmentThroughProxies()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("ds_0_primary")
        .hasMessageContaining("ds_1_primary")
        .hasMessageContaining("ds_catalog_primary");
  }

  @Test
  void aReplicaThatIsDownIsLeftToTheProbe() throws SQLException {
    CLUSTER.proxy("db-b-replica").refuse();
    try (ShardedDataSource shards = open(Rules.bundled(), CLUSTER.environmentThroughProxies())) {
      assertThat(shards.probe().findings())
          .singleElement()
          .asString()
          .startsWith("data source `ds_1_replica`");
      assertThat(shards.probe().answers("ds_1_replica")).isFalse();
      assertThat(shards.probe().answers("ds_0_replica")).isTrue();
      assertThatThrownBy(() -> shards.probe().check())
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("ds_1_replica");
      try (Connection connection = shards.dataSource().getConnection()) {
        assertThat(TestShards.query(connection, "SELECT 1 FROM orders WHERE user_id = 5"))
            .isEmpty();
      }
    }
  }

  @Test
  void missingTablesAreAllNamedOnEveryMemberThatLacksThem() throws IOException {
    Rules rules =
        changed(
            "  bindingTables:",
            "    ghosts:\n      actualDataNodes: ds_0.ghosts_$->{0..7},ds_1.ghosts_$->{8..15}\n"
                + "  bindingTables:");
    try (ShardedDataSource shards = open(rules, CLUSTER.environment())) {
      assertThat(shards.probe().findings())
          .containsExactlyInAnyOrder(
              lacks("ds_0_primary", 0),
              lacks("ds_0_replica", 0),
              lacks("ds_1_primary", 8),
              lacks("ds_1_replica", 8));
    }
  }

  private static String lacks(String dataSource, int first) {
    long tables =
        8 * (1 + Rules.bundled().tables().stream().filter(Rules.LogicTable::sharded).count());
    StringBuilder names =
        new StringBuilder("data source `%s` lacks 8 of %d tables: ".formatted(dataSource, tables));
    List<Integer> groups =
        first == 0 ? List.of(0, 1, 2, 3, 4, 5, 6, 7) : List.of(10, 11, 12, 13, 14, 15, 8, 9);
    for (int each : groups) {
      names.append(each == groups.getFirst() ? "" : ", ").append("ghosts_").append(each);
    }
    return names.toString();
  }

  @Test
  void aMissingSchemaAndAWrongPasswordAreNamed() {
    Map<String, String> environment = new HashMap<>(CLUSTER.environment());
    environment.computeIfPresent("MALL_DS_1_PRIMARY_URL", (name, url) -> url + "_nowhere");
    assertThatThrownBy(() -> open(Rules.bundled(), environment))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("ds_1_primary")
        .hasMessageContaining("mall_1_nowhere")
        .hasMessageNotContaining("ds_0");
    environment.putAll(CLUSTER.environment());
    environment.put("MALL_DB_PASSWORD", "wrong");
    assertThatThrownBy(() -> open(Rules.bundled(), environment))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("ds_0_primary")
        .hasMessageContaining("ds_1_primary")
        .hasMessageContaining("Access denied")
        .hasMessageNotContaining("'wrong'");
  }

  @Test
  void aPrimaryThatIsReadOnlyIsFoundOut() {
    Map<String, String> environment = new HashMap<>(CLUSTER.environment());
    environment.put(
        "MALL_DS_1_PRIMARY_URL", String.valueOf(environment.get("MALL_DS_1_REPLICA_URL")));
    try (ShardedDataSource shards = open(Rules.bundled(), environment)) {
      assertThat(shards.probe().findings())
          .containsExactly("data source `ds_1_primary` is read-only: that is no primary");
    }
  }

  @Test
  void placeholdersWithoutAValueAreAllNamed() {
    Map<String, String> environment = new HashMap<>(CLUSTER.environment());
    environment.remove("MALL_DB_USERNAME");
    environment.put("MALL_DS_1_REPLICA_URL", "");
    assertThatThrownBy(() -> open(Rules.bundled(), environment))
        .isInstanceOfSatisfying(
            RulesException.class,
            e ->
                assertThat(e.findings())
                    .containsExactly(
                        "placeholder `MALL_DB_USERNAME` has no value: set the environment variable",
                        "placeholder `MALL_DS_1_REPLICA_URL` has no value: set the environment"
                            + " variable"));
  }

  @Test
  void propertiesOfThePoolMayStandInTheRulesAndUnknownOnesAreNamed() throws IOException {
    String before = "    jdbcUrl: '$${MALL_DS_0_PRIMARY_URL::}'\n";
    Rules rules = changed(before, before + "    maximumPoolSize: 3\n");
    try (ShardedDataSource shards = open(rules, CLUSTER.environment())) {
      assertThat(pool(shards, "ds_0_primary").getMaximumPoolSize()).isEqualTo(3);
      assertThat(pool(shards, "ds_1_primary").getMaximumPoolSize()).isEqualTo(2);
    }
    Rules wrong = changed(before, before + "    maximumPullSize: 3\n");
    assertThatThrownBy(() -> open(wrong, CLUSTER.environment()))
        .isInstanceOf(RulesException.class)
        .hasMessageContaining("ds_0_primary")
        .hasMessageContaining("maximumPullSize");
  }

  private static HikariDataSource pool(ShardedDataSource shards, String name) {
    return Objects.requireNonNull(shards.pools().get(name));
  }

  @Test
  void connectionsAreSetUpAlikeOnEveryServer() throws SQLException {
    assertThat(TestShards.queryMember("ds_1_primary", "SELECT @@time_zone"))
        .containsExactly("+00:00");
    assertThat(TestShards.queryMember("ds_1_primary", "SELECT @@sql_mode").getFirst())
        .contains("ONLY_FULL_GROUP_BY", "STRICT_TRANS_TABLES");
    assertThat(TestShards.queryMember("ds_1_primary", "SELECT @@innodb_lock_wait_timeout"))
        .containsExactly("3");
    assertThat(TestShards.queryMember("ds_1_primary", "SELECT @@collation_connection"))
        .containsExactly("utf8mb4_general_ci");
    try (Connection connection = pool(TestShards.get(), "ds_1_primary").getConnection()) {
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    }
    List<String> prepared =
        TestShards.queryMember("ds_1_primary", "SHOW SESSION STATUS LIKE 'Com_stmt_prepare'");
    assertThat(prepared).containsExactly("Com_stmt_prepare");
  }

  @Test
  void theRulesAlsoLoadWithShardingSpheresOwnLoader() throws SQLException {
    CLUSTER.environment().forEach(System::setProperty);
    String url =
        "jdbc:shardingsphere:classpath:" + Rules.BUNDLED + "?placeholder-type=system_props";
    try (Connection connection = DriverManager.getConnection(url);
        RouteLog log = RouteLog.record()) {
      TestShards.query(connection, "SELECT status FROM orders WHERE order_no = ?", 700L);
      assertThat(log.statements().getFirst().nodes()).containsExactly("ds_1.orders_10");
    } finally {
      CLUSTER.environment().keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void severalMayBeOpenAtOnceAndEachClosesItsOwnPools() throws SQLException {
    ShardedDataSource first = open(Rules.bundled(), CLUSTER.environment());
    try (ShardedDataSource second = open(Rules.bundled(), CLUSTER.environment())) {
      first.close();
      assertThat(first.pools().values()).allMatch(HikariDataSource::isClosed);
      assertThat(second.pools().values()).noneMatch(HikariDataSource::isClosed);
      try (Connection connection = second.dataSource().getConnection()) {
        assertThat(TestShards.query(connection, "SELECT 1 FROM orders WHERE user_id = 5"))
            .isEmpty();
      }
    }
  }
}

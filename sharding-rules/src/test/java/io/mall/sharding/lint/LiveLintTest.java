package io.mall.sharding.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.local.LocalCluster;
import io.mall.local.SharedCluster;
import io.mall.sharding.cli.ShardctlRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shardctl lint --against}: one planted mistake a rule, on real servers. */
@Tag("real")
@Tag("engine")
class LiveLintTest {

  private static final String SCHEMA = "mall_lint_" + ProcessHandle.current().pid();
  private static final Set<Code> PLANTED = EnumSet.noneOf(Code.class);

  private static final String RULES =
      """
      dataSources:
        a_w: {jdbcUrl: '$${A_W::}', username: '$${USER::}', password: '$${PASSWORD::}'}
        a_r: {jdbcUrl: '$${A_R::}', username: '$${USER::}', password: '$${PASSWORD::}'}
        b: {jdbcUrl: '$${B::}', username: '$${USER::}', password: '$${PASSWORD::}'}
      rules:
      - !READWRITE_SPLITTING
        dataSourceGroups:
          a: {writeDataSourceName: a_w, readDataSourceNames: [a_r], transactionalReadQueryStrategy: PRIMARY}
      - !SHARDING
        tables:
          orders: &placed
            actualDataNodes: a.orders_0,b.orders_1
            databaseStrategy:
              standard: {shardingColumn: user_id, shardingAlgorithmName: to_source}
            tableStrategy:
              standard: {shardingColumn: user_id, shardingAlgorithmName: to_orders}
          items:
            <<: *placed
            actualDataNodes: a.items_0,b.items_1
            tableStrategy:
              standard: {shardingColumn: user_id, shardingAlgorithmName: to_items}
        bindingTables: ['orders, items']
        shardingAlgorithms:
          to_source: {type: INLINE, props: {algorithm-expression: "${user_id % 2 == 0 ? 'a' : 'b'}"}}
          to_orders: {type: INLINE, props: {algorithm-expression: 'orders_${user_id % 2}'}}
          to_items: {type: INLINE, props: {algorithm-expression: 'items_${user_id % 2}'}}
        defaultAuditStrategy: {auditorNames: [keys], allowHintDisable: true}
        auditors: {keys: {type: DML_SHARDING_CONDITIONS}}
      - !SINGLE
        tables: [b.setting]
      """;

  private final LocalCluster cluster = SharedCluster.get();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void createTables() throws Exception {
    Map<String, String> shop = cluster.environment();
    environment.put("A_W", url(shop, "MALL_DS_0_PRIMARY_URL"));
    environment.put("A_R", url(shop, "MALL_DS_0_REPLICA_URL"));
    environment.put("B", url(shop, "MALL_DS_1_PRIMARY_URL"));
    environment.put("USER", Objects.requireNonNull(shop.get("MALL_DB_USERNAME")));
    environment.put("PASSWORD", Objects.requireNonNull(shop.get("MALL_DB_PASSWORD")));
    root("db-a-primary", "CREATE DATABASE " + SCHEMA);
    root("db-b-primary", "CREATE DATABASE " + SCHEMA);
    for (String table : List.of("orders_%d", "items_%d")) {
      a(create(table.formatted(0)));
      b(create(table.formatted(1)));
    }
    b("CREATE TABLE setting (name VARCHAR(10) PRIMARY KEY)");
    cluster.awaitReplicas();
  }

  @AfterEach
  void dropTables() throws Exception {
    root("db-a-primary", "DROP DATABASE " + SCHEMA);
    root("db-b-primary", "DROP DATABASE " + SCHEMA);
    cluster.awaitReplicas();
  }

  @BeforeAll
  static void forget() {
    PLANTED.clear();
  }

  @AfterAll
  static void everyRuleOfLiveServersWasPlanted() {
    Set<Code> live = EnumSet.noneOf(Code.class);
    Arrays.stream(Code.values()).filter(Code::live).forEach(live::add);
    assertThat(PLANTED).containsAll(live);
    assertThat(LiveLint.ALL.keySet()).containsExactlyElementsOf(live);
  }

  private static String url(Map<String, String> shop, String name) {
    return Objects.requireNonNull(shop.get(name)).replaceFirst("/\\w+$", "/" + SCHEMA);
  }

  private static String create(String table) {
    return "CREATE TABLE %s (user_id BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (user_id, id))"
        .formatted(table);
  }

  private void a(String... statements) throws SQLException {
    root("db-a-primary", within(statements));
  }

  private void b(String... statements) throws SQLException {
    root("db-b-primary", within(statements));
  }

  private static String[] within(String... statements) {
    List<String> all = new ArrayList<>(List.of("USE " + SCHEMA));
    all.addAll(List.of(statements));
    return all.toArray(String[]::new);
  }

  private void root(String server, String... statements) throws SQLException {
    try (Connection connection = cluster.connectAsRoot(server);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private Set<Code> lint(String rules, Object... more) throws IOException {
    Path file = Files.writeString(folder.resolve("rules.yaml"), rules);
    List<Object> args = new ArrayList<>(List.of("lint", "--json", file, "--against"));
    args.addAll(List.of(more));
    ShardctlRun run = ShardctlRun.in(environment, args.toArray());
    Set<Code> codes = new TreeSet<>();
    run.json()
        .get("findings")
        .forEach(
            each -> {
              codes.add(Code.valueOf(each.get("code").asText()));
              assertThat(each.get("line").asInt()).isPositive();
              assertThat(each.get("file").asText()).isEqualTo(file.toString());
            });
    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(codes.isEmpty() ? 0 : 1);
    return codes;
  }

  private void planted(Code code, Object... more) throws IOException {
    assertFound(RULES, code, more);
  }

  private void assertFound(String rules, Code code, Object... more) throws IOException {
    assertThat(lint(rules, more)).containsExactly(code);
    PLANTED.add(code);
  }

  @Test
  void serversThatAreAsTheFileSaysGiveNoFinding() throws Exception {
    assertThat(lint(RULES)).isEmpty();
  }

  @Test
  void aServerThatIsAwayIsNamedAndTheRestIsStillChecked() throws Exception {
    a("DROP TABLE orders_0");
    environment.put("B", "jdbc:mysql://127.0.0.1:1/none");
    assertThat(lint(RULES)).containsExactly(Code.SC110, Code.SC111);
    PLANTED.addAll(List.of(Code.SC110, Code.SC111));
    assertThat(lint(RULES, "b=" + environment.get("A_W"))).doesNotContain(Code.SC110);
    environment.remove("B");
    assertThat(lint(RULES)).containsExactly(Code.SC110, Code.SC111);
  }

  @Test
  void tablesAreComparedWithTheDataNodes() throws Exception {
    b("DROP TABLE setting");
    planted(Code.SC111);
    b("CREATE TABLE setting (name VARCHAR(10) PRIMARY KEY)", create("orders_7"));
    planted(Code.SC119);
  }

  @Test
  void aTableThatOnlyTheReplicaLacksIsFound() throws Exception {
    root("db-a-replica", "SET sql_log_bin = 0", "DROP TABLE %s.orders_0".formatted(SCHEMA));
    planted(Code.SC112);
    root("db-a-replica", within("SET sql_log_bin = 0", create("orders_0")));
  }

  @Test
  void actualTablesAreComparedWithEachOther() throws Exception {
    a("ALTER TABLE orders_0 ADD note VARCHAR(10)");
    planted(Code.SC114);
    a("ALTER TABLE orders_0 DROP note", "ALTER TABLE orders_0 ADD INDEX idx_id (id)");
    planted(Code.SC115);
  }

  @Test
  void keysAreCheckedOnTheServer() throws Exception {
    both("DROP PRIMARY KEY, MODIFY user_id BIGINT NULL");
    planted(Code.SC116);
    both("ADD UNIQUE KEY idx_id (id), MODIFY user_id BIGINT NOT NULL");
    planted(Code.SC118);
    both(
        "DROP KEY idx_id, ADD PRIMARY KEY (id, user_id), MODIFY id BIGINT NOT NULL AUTO_INCREMENT");
    planted(Code.SC128);
    both("MODIFY id BIGINT NOT NULL, MODIFY user_id INT NOT NULL");
    planted(Code.SC117);
    both("CHANGE user_id owner BIGINT NOT NULL");
    Set<Code> found = lint(RULES);
    assertThat(found).contains(Code.SC113);
    PLANTED.add(Code.SC113);
  }

  private void both(String change) throws SQLException {
    a("ALTER TABLE orders_0 " + change);
    b("ALTER TABLE orders_1 " + change);
  }

  @Test
  void aPrimaryThatRefusesWritesAndAReplicaThatTakesThemAreFound() throws Exception {
    root("db-b-primary", "SET GLOBAL read_only = 1");
    try {
      planted(Code.SC120);
    } finally {
      root("db-b-primary", "SET GLOBAL read_only = 0");
    }
    root("db-a-replica", "SET GLOBAL read_only = 0");
    try {
      planted(Code.SC121);
    } finally {
      root("db-a-replica", "SET GLOBAL read_only = 1");
    }
  }

  @Test
  void oneServerUnderTwoAddressesIsFound() throws Exception {
    String alias = Objects.requireNonNull(environment.get("A_W")).replace("127.0.0.1", "localhost");
    String replica = environment.put("A_R", alias);
    planted(Code.SC122);
    environment.put("A_R", Objects.requireNonNull(replica));
    environment.put("B", alias);
    a(create("orders_1"), create("items_1"), "CREATE TABLE setting (name VARCHAR(10) PRIMARY KEY)");
    cluster.awaitReplicas();
    assertThat(lint(RULES)).contains(Code.SC126);
    PLANTED.add(Code.SC126);
  }

  @Test
  void aReplicaThatStandsStillIsFoundAndOneThatIsBehind() throws Exception {
    root("db-a-replica", "STOP REPLICA SQL_THREAD");
    try {
      planted(Code.SC123);
    } finally {
      root("db-a-replica", "START REPLICA SQL_THREAD");
    }
    try (Connection holder = cluster.connectAsRoot("db-a-replica");
        Statement lock = holder.createStatement()) {
      lock.execute("LOCK TABLES %s.orders_0 WRITE".formatted(SCHEMA));
      a("INSERT INTO orders_0 VALUES (2, 1)");
      Instant end = Instant.now().plus(Duration.ofSeconds(20));
      while (!lint(RULES, "--max-lag", "0").contains(Code.SC124)) {
        assertThat(Instant.now()).isBefore(end);
      }
      planted(Code.SC124, "--max-lag", "0");
    }
  }

  @Test
  void poolsAndSettingsAreComparedWithTheServers() throws Exception {
    assertFound(RULES.replace("  b: {", "  b: {maximumPoolSize: 100000, "), Code.SC125);
    String mode = sqlMode();
    root("db-b-primary", "SET GLOBAL sql_mode = ''");
    try {
      planted(Code.SC127);
    } finally {
      root("db-b-primary", "SET GLOBAL sql_mode = '" + mode + "'");
    }
  }

  private String sqlMode() throws SQLException {
    try (Connection connection = cluster.connectAsRoot("db-b-primary");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@GLOBAL.sql_mode")) {
      row.next();
      return row.getString(1);
    }
  }
}

package io.mall.sharding.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mall.local.LocalCluster;
import io.mall.local.SharedCluster;
import io.mall.sharding.cli.ShardctlRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
@Tag("engine")
class ExplainCommandTest {

  private static final String SCHEMA = "mall_explain_" + ProcessHandle.current().pid();
  private static final String CREATE =
      "CREATE TABLE visit%s (user_id BIGINT NOT NULL, id BIGINT NOT NULL, page VARCHAR(20)"
          + " CHARACTER SET ascii COLLATE ascii_bin NOT NULL,"
          + " seen INT NOT NULL, PRIMARY KEY (user_id, id), KEY idx_seen (seen))";
  private static final String RULES =
      """
      dataSources:
        ds_0: {jdbcUrl: '$${A::}', username: '$${USER::}', password: '$${PASSWORD::}'}
        ds_1: {jdbcUrl: '$${B::}', username: '$${USER::}', password: '$${PASSWORD::}'}
      rules:
      - !SHARDING
        tables:
          visit:
            actualDataNodes: ds_0.visit_0,ds_1.visit_1
            databaseStrategy:
              standard: {shardingColumn: user_id, shardingAlgorithmName: to_source}
            tableStrategy:
              standard: {shardingColumn: user_id, shardingAlgorithmName: to_visit}
        shardingAlgorithms:
          to_source: {type: INLINE, props: {algorithm-expression: 'ds_${user_id % 2}'}}
          to_visit: {type: INLINE, props: {algorithm-expression: 'visit_${user_id % 2}'}}
      """;
  private static final String MAPPER =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE mapper PUBLIC "-//mybatis.org//DTD Mapper 3.0//EN" "https://mybatis.org/dtd/mybatis-3-mapper.dtd">
      <mapper namespace="VisitMapper">
        <select id="find">SELECT page FROM visit WHERE user_id = #{userId} AND id = #{id}</select>
        <select id="ofPage">SELECT id FROM visit WHERE page = #{page} AND user_id % 2 = 0</select>
        <insert id="add">INSERT INTO visit (user_id, id, page, seen) VALUES (#{userId}, #{id}, #{page}, 1)</insert>
        <nonsense id="x"/>
        <select id="broken">SELECT id FROM visit WHERE WHERE</select>
      </mapper>
      """;

  private final LocalCluster cluster = SharedCluster.get();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void fillTwoShards() throws Exception {
    Map<String, String> shop = cluster.environment();
    for (var each : Map.of("A", "MALL_DS_0_PRIMARY_URL", "B", "MALL_DS_1_PRIMARY_URL").entrySet()) {
      String url = Objects.requireNonNull(shop.get(each.getValue()));
      environment.put(each.getKey(), url.replaceFirst("/\\w+$", "/" + SCHEMA));
    }
    environment.put("USER", Objects.requireNonNull(shop.get("MALL_DB_USERNAME")));
    environment.put("PASSWORD", Objects.requireNonNull(shop.get("MALL_DB_PASSWORD")));
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    Files.writeString(folder.resolve("visit.sql"), CREATE.formatted("") + ";");
    Files.writeString(folder.resolve("VisitMapper.xml"), MAPPER);
    fill("db-a-primary", 0);
    fill("db-b-primary", 1);
  }

  private void fill(String server, int number) throws SQLException {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      rows.add("(%d, %d, 'page%d', %d)".formatted(2 * (i / 10) + number, i, i % 300, i % 7));
    }
    root(
        server,
        "CREATE DATABASE " + SCHEMA,
        "USE " + SCHEMA,
        CREATE.formatted("_" + number),
        "INSERT INTO visit_%d VALUES %s".formatted(number, String.join(",", rows)),
        "ANALYZE TABLE visit_" + number);
  }

  @AfterEach
  void dropShards() throws SQLException {
    root("db-a-primary", "DROP DATABASE " + SCHEMA);
    root("db-b-primary", "DROP DATABASE " + SCHEMA);
  }

  private void root(String server, String... statements) throws SQLException {
    try (Connection connection = cluster.connectAsRoot(server);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private ShardctlRun explain(Object... more) {
    List<Object> args = new ArrayList<>(List.of("explain"));
    args.addAll(List.of("--rules", folder.resolve("rules.yaml"), "--schema", folder));
    args.addAll(List.of(more));
    return ShardctlRun.in(environment, args.toArray());
  }

  private JsonNode statement(ShardctlRun run, String name) {
    for (JsonNode each : run.json().get("statements")) {
      if (each.get("statement").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError(run.out());
  }

  @Test
  void aFullScanIsFoundAndTheProposedIndexIsProvenOnACopy() throws Exception {
    ShardctlRun run = explain("--json", "--prove", folder.resolve("VisitMapper.xml"));
    assertThat(run.exit()).isEqualTo(1);
    JsonNode scan = statement(run, "VisitMapper.ofPage 1/1");
    assertThat(scan.get("findings").get(0).asText()).isEqualTo("full scan of visit on every shard");
    assertThat(scan.get("line").asInt()).isEqualTo(5);
    JsonNode advice = scan.get("advice");
    assertThat(advice.get("table").asText()).isEqualTo("visit");
    assertThat(advice.get("columns").get(0).asText()).isEqualTo("page");
    assertThat(advice.get("proof").get("copied").asLong()).isEqualTo(3000);
    assertThat(advice.get("proof").get("before").asLong()).isGreaterThanOrEqualTo(3000);
    assertThat(advice.get("proof").get("after").asLong()).isBetween(1L, 30L);

    JsonNode fine = statement(run, "VisitMapper.find 1/1");
    assertThat(fine.get("findings")).isEmpty();
    assertThat(fine.get("plans")).hasSize(1);
    assertThat(fine.get("plans").get(0).get("shards")).hasSize(2);
    assertThat(run.json().get("unusedIndexes").get(0).asText()).startsWith("visit.idx_seen");
    assertThat(run.json().get("problems").get(0).asText())
        .contains("VisitMapper.xml:7: A mapper has no element <nonsense>");
    assertThat(run.json().get("problems").get(1).asText())
        .contains("VisitMapper.xml:8: VisitMapper.broken is refused: ");
    try (Connection connection = cluster.connectAsRoot("db-a-primary");
        Statement tables = connection.createStatement();
        var left =
            tables.executeQuery("SHOW TABLES FROM %s LIKE '%%scratch%%'".formatted(SCHEMA))) {
      assertThat(left.next()).as("the copy is dropped").isFalse();
    }
  }

  @Test
  void aShardWhosePlanDiffersIsShown() throws Exception {
    root("db-b-primary", "USE " + SCHEMA, "ALTER TABLE visit_1 ADD INDEX idx_page (page)");
    ShardctlRun run = explain(folder.resolve("VisitMapper.xml"));
    assertThat(run.out())
        .contains("full scan of visit on ds_0 visit_0", "ds_1 visit_1: visit: ref by idx_page")
        .doesNotContain("VisitMapper.find");
  }

  @Test
  void aLargeSortIsFoundAndOneStatementMayBeAskedFor() {
    ShardctlRun run =
        explain("--sql", "SELECT id FROM visit ORDER BY page LIMIT 5", "--scan-limit", "1000000");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("filesort of visit", "try ALTER TABLE visit ADD INDEX (page)");
    assertThat(explain("--sql", "SELECT id FROM visit WHERE user_id = ?", "--param", "4").exit())
        .isZero();
    assertThat(explain("--sql", "SELECT id FROM").out())
        .contains("--sql:1: statement is refused: ");
  }

  @Test
  void rulesThatCannotBeUsedAreAFindingWithTheirPlace() throws Exception {
    Files.writeString(
        folder.resolve("rules.yaml"), RULES.replace("visit_${user_id", "other_${user_id"));
    ShardctlRun run = explain();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("rules.yaml:8:", "SC050", "rules.yaml:1: No route can be told");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aServerThatIsAwayIsNamedAndTheOthersAreAsked() throws IOException {
    environment.put("B", "jdbc:mysql://127.0.0.1:1/none");
    ShardctlRun run = explain("--all", folder.resolve("VisitMapper.xml"));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("ds_1 is away: ", "full scan of visit", "1 shards: visit: const");
  }
}

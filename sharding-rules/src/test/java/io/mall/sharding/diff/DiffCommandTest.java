package io.mall.sharding.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mall.sharding.cli.ShardctlRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

  private static final Path ROUTES = Path.of("src/test/resources/routes");
  private static final String FORUM =
      """
      dataSources:
        one: {jdbcUrl: 'jdbc:mysql://a:3306/forum', username: u, password: '$${P::}'}
        two: {jdbcUrl: 'jdbc:mysql://b:3306/forum', username: u, password: '$${P::}'}
      rules:
      - !SHARDING
        tables:
          post:
            actualDataNodes: one.post_${0..3}
            tableStrategy:
              standard: {shardingColumn: author, shardingAlgorithmName: by_author}
        shardingAlgorithms:
          by_author: {type: INLINE, props: {algorithm-expression: 'post_${author % 4}'}}
      - !SINGLE
        tables: [one.setting]
      """;

  @TempDir private Path folder = Path.of("");

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path shop(String placement, String nodes) throws IOException {
    return write(
        "shop.yaml",
        Files.readString(ShardctlRun.RULES)
            .replace("ds_0: 0-7, ds_1: 8-15", placement)
            .replaceAll("ds_0\\.(\\w+)_\\$->\\{0\\.\\.7},ds_1\\.\\w+_\\$->\\{8\\.\\.15}", nodes));
  }

  private ShardctlRun forum(String after, Object... more) throws IOException {
    Object[] args = new Object[more.length + 6];
    args[0] = "diff";
    args[1] = write("old.yaml", FORUM);
    args[2] = write("new.yaml", after);
    args[3] = "--mappers";
    args[4] = folder.resolve("none");
    args[5] = "--json";
    System.arraycopy(more, 0, args, 6, more.length);
    return ShardctlRun.of(args);
  }

  @Test
  void noEditChangesNothing() throws IOException {
    ShardctlRun run =
        ShardctlRun.of(
            "diff",
            ShardctlRun.RULES,
            ShardctlRun.RULES,
            "--mappers",
            ShardctlRun.HOME.resolve("sql/mapper/user"));
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("0 tables change, 0 of ");
  }

  @Test
  void movingAGroupMovesASixteenthOfEveryTableFromServerToServer() throws IOException {
    Path rows = write("rows", "# counted last night\norders 1600000 3200000000\n");
    Path after = shop("ds_0: 0-6, ds_1: 7-15", "ds_0.$1_\\$->{0..6},ds_1.$1_\\$->{7..15}");
    JsonNode result =
        ShardctlRun.of(
                "diff", ShardctlRun.RULES, after, "--rows", rows, "--json", "--mappers", folder)
            .json();

    assertThat(result.get("tables"))
        .hasSizeGreaterThan(9)
        .allSatisfy(each -> assertThat(each.get("share").asDouble()).isEqualTo(0.0625));
    JsonNode orders = result.get("tables").get(3);
    assertThat(orders.get("table").asText()).isEqualTo("orders");
    assertThat(orders.get("rows").asLong()).isEqualTo(100_000);
    assertThat(orders.get("bytes").asLong()).isEqualTo(200_000_000);
    assertThat(orders.get("moves").get(0).get("from").asText()).isEqualTo("ds_0");
    assertThat(orders.get("moves").get(0).get("to").asText()).isEqualTo("ds_1");
    assertThat(orders.get("create").get(0).asText()).isEqualTo("ds_1.orders_7");
    assertThat(orders.get("drop").get(0).asText()).isEqualTo("ds_0.orders_7");
    assertThat(result.get("routes")).isEmpty();
  }

  @Test
  void aGroupThatNobodyHoldsIsUnreachable() throws IOException {
    Path after = shop("ds_0: 0-6, ds_1: 7-15", "ds_0.$1_\\$->{0..6},ds_1.$1_\\$->{8..15}");
    ShardctlRun run = ShardctlRun.of("diff", ShardctlRun.RULES, after, "--mappers", folder);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("unreachable: 6.3 % of the keys, such as user_id = ");
  }

  @Test
  void doublingTheTablesMovesHalfOfTheKeysWithinTheServer() throws IOException {
    ShardctlRun run = forum(FORUM.replace("{0..3}", "{0..7}").replace("author % 4", "author % 8"));
    assertThat(run.exit()).isZero();
    JsonNode post = run.json().get("tables").get(0);
    assertThat(post.get("share").asDouble()).isCloseTo(0.5, within(0.01));
    assertThat(post.get("moves").get(0).get("from").asText()).isEqualTo("one (a:3306)");
    assertThat(post.get("moves").get(0).get("to").asText()).isEqualTo("one (a:3306)");
    assertThat(post.get("create")).hasSize(4);
  }

  @Test
  void anotherNameForTheSameServerMovesNothing() throws IOException {
    ShardctlRun run = forum(FORUM.replace("one", "first"));
    assertThat(run.exit()).isZero();
    assertThat(run.json().get("tables")).isEmpty();
  }

  @Test
  void aSingleTableMovesWholeAndOneThatIsNotNamedAnyMoreIsUnreachable() throws IOException {
    JsonNode moved = forum(FORUM.replace("one.setting", "two.setting")).json().get("tables").get(0);
    assertThat(moved.get("share").asDouble()).isEqualTo(1);
    assertThat(moved.get("create").get(0).asText()).isEqualTo("two.setting");

    ShardctlRun gone = forum(FORUM.replace("- !SINGLE\n  tables: [one.setting]\n", ""));
    assertThat(gone.exit()).isEqualTo(1);
    assertThat(gone.json().get("tables").get(0).get("lost").asDouble()).isEqualTo(1);
  }

  @Test
  void rowCountsOfDataNodesWeighTheKeysOfEach() throws IOException {
    Path rows = write("rows", "one.post_0 900\none.post_1 100\nnonsense\n");
    ShardctlRun run =
        forum(
            FORUM
                .replace("one.post_${0..3}", "one.post_${0..2},two.post_3")
                .replace(
                    "tableStrategy", "databaseStrategy:\n          none:\n        tableStrategy"),
            "--rows",
            rows);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().get("problems").toString()).contains("rows:3: This is not a name");
    assertThat(run.json().get("tables").get(0).get("rows").asLong()).isZero();
  }

  @Test
  void aStatementWhoseRouteClassChangesIsNamedWithItsPlace() throws IOException {
    Path rules = ROUTES.resolve("rules.yaml");
    Path after =
        write(
            "after.yaml",
            Files.readString(rules)
                .replace("shardingColumn: user_id", "shardingColumn: order_id")
                .replace("${user_id", "${order_id"));
    JsonNode routes =
        ShardctlRun.of(
                "diff",
                rules,
                after,
                "--json",
                "--mappers",
                ROUTES.resolve("mapper"),
                "--schema",
                ROUTES.resolve("schema"))
            .json()
            .get("routes");
    assertThat(routes)
        .anySatisfy(
            each -> {
              assertThat(each.get("statement").asText()).isEqualTo("OrderMapper.find 1/2");
              assertThat(each.get("before").asText()).isEqualTo("single");
              assertThat(each.get("after").asText()).isEqualTo("all");
              assertThat(each.get("line").asInt()).isEqualTo(7);
            });
  }

  @Test
  void aHalfWrittenFileIsNamedWithItsLineAndTheRestIsCompared() throws IOException {
    ShardctlRun run = forum(FORUM.replace("post_${0..3}", "post_${0..1}") + "props: [");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().get("problems").toString()).contains("new.yaml:15:").contains("SC001");
    assertThat(run.json().get("tables").get(0).get("lost").asDouble()).isCloseTo(0.5, within(0.01));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsWrongUsage() {
    ShardctlRun run = ShardctlRun.of("diff", ShardctlRun.RULES, "nowhere.yaml");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("There is no nowhere.yaml");
  }
}

package io.mall.sharding.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mall.sharding.TestShards;
import io.mall.sharding.cli.ShardctlRun;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Tag("real")
@Tag("engine")
class SqlCommandTest {

  private static final String INSERT =
      "INSERT INTO cart_items (cart_item_id, user_id, product_id, quantity, created_at, updated_at)"
          + " VALUES (%d, %d, 7, %d, NOW(6), NOW(6))";

  private static Map<String, String> shop = Map.of();

  private final Map<String, String> environment = new HashMap<>(shop);

  private ShardctlRun sql(Object... args) {
    List<Object> all = new ArrayList<>(List.of("sql"));
    all.addAll(List.of(args));
    return ShardctlRun.in(environment, all.toArray());
  }

  @BeforeAll
  static void createTheTables() {
    shop = TestShards.environment();
  }

  @Test
  void aStatementIsShownWithItsRowsAndItsRoute() {
    long user = TestShards.id(330);
    ShardctlRun write = sql("--write", "-e", INSERT.formatted(TestShards.id(330), user, 3));
    assertThat(write.exit()).as(write.out() + write.err()).isZero();
    assertThat(write.out()).contains("-- 1 rows changed, ", "-> ds_0_primary cart_items_5");
    TestShards.cluster().awaitReplicas();

    ShardctlRun read = sql("-e", "SELECT quantity FROM cart_items WHERE user_id = " + user);
    assertThat(read.exit()).isZero();
    assertThat(read.out()).startsWith("quantity\n       3\n-- 1 rows, ");
    assertThat(read.out()).contains("-> ds_0_replica cart_items_5");
  }

  @Test
  void withoutWriteNothingIsWritten() {
    long user = TestShards.id(331);
    ShardctlRun run = sql("-e", INSERT.formatted(TestShards.id(331), user, 3));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("refused: This console only reads; --write allows more.");
    assertThat(sql("-e", "SELECT * FROM cart_items WHERE user_id = " + user).out())
        .contains("-- 0 rows");
  }

  @Test
  void everyShardIsAskedOnlyIfThatIsMeant() {
    String count = "SELECT COUNT(*) AS number FROM orders";
    ShardctlRun refused = sql("-e", count);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).contains("refused: ", "-> nowhere");

    JsonNode all = sql("--all-shards", "--json", "-e", count).json().get(0);
    assertThat(all.get("columns").get(0).asText()).isEqualTo("number");
    assertThat(all.get("rows")).hasSize(1);
    assertThat(all.get("route")).hasSize(16);
  }

  @Test
  void aFailureEndsTheRunUnlessItIsToGoOn() {
    String script = "SELECT nope; SELECT 1 AS one";
    assertThat(sql("-e", script, "--json").json()).hasSize(1);
    ShardctlRun on = sql("-e", script, "--json", "--keep-going");
    assertThat(on.exit()).isEqualTo(1);
    assertThat(on.json().get(1).get("rows").get(0).get(0).asText()).isEqualTo("1");
  }

  @Test
  void statementsComeFromStandardInputToo() {
    StringWriter out = new StringWriter();
    byte[] script = "SELECT 1 AS one;\nSELECT 2 AS two".getBytes(StandardCharsets.UTF_8);
    int exit =
        new CommandLine(new SqlCommand(environment::get, new ByteArrayInputStream(script), false))
            .setOut(new PrintWriter(out, true))
            .execute("--rules", ShardctlRun.RULES.toString());
    assertThat(exit).isZero();
    assertThat(out.toString()).contains("one", "two");
  }

  @Test
  void aDatabaseThatIsAwayIsNamed() {
    environment.put("MALL_DS_1_PRIMARY_URL", "jdbc:mysql://127.0.0.1:1/mall_1");
    ShardctlRun run = sql("-e", "SELECT 1");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).startsWith("shardctl: ").contains("ds_1_primary").doesNotContain("\tat ");
  }
}

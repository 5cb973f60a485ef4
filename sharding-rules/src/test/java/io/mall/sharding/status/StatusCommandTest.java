package io.mall.sharding.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mall.sharding.TestShards;
import io.mall.sharding.cli.ShardctlRun;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
@Tag("engine")
class StatusCommandTest {

  private static Map<String, String> shop = Map.of();

  private final Map<String, String> environment = new HashMap<>(shop);

  @BeforeAll
  static void createTheTables() {
    shop = TestShards.environment();
  }

  @Test
  void serversAreShownWithRoleLagAndConnectionsAndGroupsWithTheirSize() throws Exception {
    TestShards.update(
        "INSERT INTO outbox (user_id, event_id, event_type, order_no, payload, due_at, created_at)"
            + " VALUES (?, ?, 'x', ?, '', NOW(6), NOW(6))",
        TestShards.id(70),
        TestShards.id(70),
        TestShards.id(70));
    ShardctlRun run = ShardctlRun.in(environment, "status", "--json");
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    JsonNode servers = run.json().get("dataSources");
    assertThat(servers).hasSize(6);
    assertThat(servers.get(0).get("role").asText()).isEqualTo("primary");
    assertThat(servers.get(0).get("byAccount").size()).isPositive();
    assertThat(servers.get(1).get("role").asText()).isEqualTo("replica");
    assertThat(servers.get(1).get("lagSeconds").asLong()).isNotNegative();
    assertThat(servers.get(1).get("maxConnections").asInt()).isPositive();
    JsonNode groups = run.json().get("groups");
    assertThat(groups).as("16 table groups, then single tables").hasSizeGreaterThan(16);
    assertThat(groups.get(1).get("group").asText()).isEqualTo("1");
    assertThat(groups.get(1).get("declared").asInt()).isEqualTo(ShardctlRun.shardedTables());
    assertThat(groups.get(1).get("rows").asLong()).isPositive();
    assertThat(groups.get(1).get("bytes").asLong()).isPositive();
  }

  @Test
  void aServerThatIsAwayIsAFindingAndTheOthersAreShown() {
    environment.put("MALL_DS_1_REPLICA_URL", "jdbc:mysql://127.0.0.1:1/mall_1");
    ShardctlRun run = ShardctlRun.in(environment, "status");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("ds_0_primary")
        .containsPattern("ds_1_replica +ds_1 +replica .*away: ");
  }
}

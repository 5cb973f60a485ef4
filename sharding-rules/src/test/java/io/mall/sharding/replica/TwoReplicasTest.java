package io.mall.sharding.replica;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.mall.local.Member;
import io.mall.sharding.Rules;
import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.TestShards;
import io.mall.sharding.route.RouteLog;
import io.mall.sharding.route.RoutedStatement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A data source with a second replica, added to the rules as their README says. */
@Tag("real")
@Tag("engine")
@DisabledIfSystemProperty(named = "mall.engine", matches = "external")
class TwoReplicasTest {

  /** A slot of the data source with two replicas. */
  private static final int SLOT = 900;

  private static final String FIRST = "ds_1_replica";
  private static final String SECOND = "ds_1_replica_2";

  private static final String ENTRY =
      """
        ds_1_replica_2:
          dataSourceClassName: com.zaxxer.hikari.HikariDataSource
          driverClassName: com.mysql.cj.jdbc.Driver
          jdbcUrl: '$${MALL_DS_1_REPLICA_2_URL::}'
          username: '$${MALL_DB_USERNAME::}'
          password: '$${MALL_DB_PASSWORD::}'
      """;

  private final Member second = TestShards.cluster().secondReplica("db-b-primary");
  private final ShardedDataSource shards;
  private final Cart carts;

  TwoReplicasTest(@TempDir Path folder) throws IOException {
    Map<String, String> environment = new HashMap<>(TestShards.environment());
    second.start();
    String first = environment.getOrDefault("MALL_DS_1_REPLICA_URL", "");
    environment.put(
        "MALL_DS_1_REPLICA_2_URL", first.replaceFirst(":\\d+/", ":" + second.port() + "/"));
    this.shards =
        ShardedDataSource.of(Rules.read(withSecondReplica(folder)))
            .placeholders(environment::get)
            .pools((_, config) -> config.setMaximumPoolSize(4))
            .open();
    this.carts = new Cart(shards);
  }

  private static Path withSecondReplica(Path folder) throws IOException {
    String rules;
    try (InputStream in =
        requireNonNull(TwoReplicasTest.class.getResourceAsStream("/" + Rules.BUNDLED))) {
      rules = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return Files.writeString(
        folder.resolve("rules.yaml"),
        rules
            .replace("  ds_catalog_primary:\n", ENTRY + "  ds_catalog_primary:\n")
            .replace("[ds_1_replica]", "[ds_1_replica, ds_1_replica_2]"));
  }

  @BeforeEach
  void bothAreRead() {
    until(FIRST, true);
    until(SECOND, true);
    shards.probe().check();
  }

  @AfterEach
  void close() {
    shards.close();
    second.kill();
    TestShards.cluster().awaitReplicas();
  }

  @Test
  void withOneStoppedNobodyWhoWroteReadsStaleAndTheOthersReadTheOneThatKeepsUp() throws Exception {
    long stranger = TestShards.id(SLOT);
    assertThat(List.of(answers(stranger), answers(stranger)))
        .containsExactlyInAnyOrder(FIRST, SECOND);
    int written = 0;
    int stale = 0;
    int others = 0;
    int onReplicas = 0;
    int onTheStopped = 0;
    try (Following behind = Following.stopped()) {
      assertThat(behind).isNotNull();
      long stop = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (written < 50 || System.nanoTime() - stop < 0) {
        long user = TestShards.id(SLOT);
        stale += carts.lines(user, carts.put(user)) == 1 ? 0 : 1;
        written++;
        boolean known = !usable(FIRST);
        // An odd number of reads a round: so each kind of reader has its turn at each replica.
        for (String server : List.of(answers(stranger), answers(stranger))) {
          others++;
          onReplicas += server.equals(FIRST) || server.equals(SECOND) ? 1 : 0;
          onTheStopped += known && server.equals(FIRST) ? 1 : 0;
        }
      }
      assertThat(usable(FIRST)).isFalse();
      assertThat(usable(SECOND)).isTrue();
    }
    assertThat(stale).as("stale reads of %d with a token", written).isZero();
    assertThat(onReplicas)
        .as("reads of others on replicas, of %d", others)
        .isGreaterThanOrEqualTo((others * 9 + 9) / 10);
    assertThat(onTheStopped).as("reads on it after it was known to be stopped").isZero();
    until(FIRST, true);
    assertThat(List.of(answers(stranger), answers(stranger)))
        .containsExactlyInAnyOrder(FIRST, SECOND);
  }

  /** The server that answers a read without a token. */
  private String answers(long user) throws SQLException {
    try (RouteLog log = RouteLog.record()) {
      carts.count(user);
      List<RoutedStatement> statements = log.statements();
      assertThat(statements).hasSize(1);
      return statements.getFirst().dataSources().iterator().next();
    }
  }

  private void until(String replica, boolean usable) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (usable(replica) != usable) {
      assertThat(System.nanoTime() - deadline).as("waited for 60 s").isNegative();
      LockSupport.parkNanos(5_000_000);
    }
  }

  private boolean usable(String replica) {
    return shards.replicas().state(replica).orElseThrow().usable();
  }
}

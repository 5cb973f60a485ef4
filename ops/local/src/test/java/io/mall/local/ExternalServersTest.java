package io.mall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that somebody else runs. */
class ExternalServersTest {

  @Test
  void whatIsMissingIsNamed() {
    Map<String, String> given = Map.of("MALL_REDIS_URL", "redis://127.0.0.1:1");
    assertThatThrownBy(
            () ->
                new ExternalServers(given, Progress.quiet())
                    .verified(Set.of(Member.REDIS, Member.SEATA)))
        .isInstanceOf(LocalClusterException.class)
        .hasMessageContaining("missing: MALL_SEATA_SERVER.");
  }

  @Test
  void everyAddressThatDoesNotAnswerIsNamed() {
    Map<String, String> given =
        Map.of("MALL_REDIS_URL", "redis://127.0.0.1:1", "MALL_SEATA_SERVER", "nowhere");
    assertThatThrownBy(
            () ->
                new ExternalServers(given, Progress.quiet())
                    .verified(Set.of(Member.REDIS, Member.SEATA)))
        .hasMessageContaining("MALL_REDIS_URL: no Redis answers at 127.0.0.1:1")
        .hasMessageContaining("MALL_SEATA_SERVER: no host:port in 'nowhere'");
  }

  @Test
  @Tag("real")
  void serversThatAnswerMakeACluster() {
    Map<String, String> given = new HashMap<>(SharedCluster.get().environment());
    try (LocalCluster cluster =
        LocalCluster.builder().engine(Engine.EXTERNAL).external(given).start()) {
      assertThat(cluster.environment()).isEqualTo(given);
      assertThatThrownBy(() -> cluster.member("redis")).isInstanceOf(LocalClusterException.class);
    }
  }

  @Test
  @Tag("real")
  void aWrongPasswordIsNamedWithTheDataSource() {
    Map<String, String> given = new HashMap<>(SharedCluster.get().environment());
    given.put("MALL_DB_PASSWORD", "wrong");
    assertThatThrownBy(() -> LocalCluster.builder().engine(Engine.EXTERNAL).external(given).start())
        .hasMessageContaining("MALL_DS_CATALOG_REPLICA_URL: cannot connect");
  }
}

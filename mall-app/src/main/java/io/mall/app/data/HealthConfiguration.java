package io.mall.app.data;

import io.mall.sharding.Rules;
import io.mall.sharding.ShardedDataSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Whether each server answers, by name. An instance that lacks one goes on with what it can, and is
 * degraded; only when it reaches no primary at all it takes itself out of rotation. All instances
 * lack the same server when that is away: taking all of them out would end what still works.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  static final Status DEGRADED = new Status("DEGRADED");
  private static final int CONNECT_MILLIS = 1_000;

  @Bean
  HealthContributor dataSources(ShardedDataSource shards) {
    Map<String, HealthContributor> members = new LinkedHashMap<>();
    for (Rules.Group group : shards.rules().groups()) {
      members.put(group.primary(), member(shards, group.primary()));
      for (String replica : group.replicas()) {
        members.put(replica, member(shards, replica));
      }
    }
    return CompositeHealthContributor.fromMap(members);
  }

  @Bean
  HealthIndicator redis(RedissonClient redis) {
    return () -> {
      try {
        // A real command over the real pool: RedisNodes.pingAll says true of a server that is away.
        redis.getBucket("mall:health").isExists();
        return Health.up().build();
      } catch (RedisException away) {
        return Health.status(DEGRADED).build();
      }
    };
  }

  @Bean
  HealthIndicator seata(@Value("${MALL_SEATA_SERVER:}") String server) {
    return () -> accepts(server) ? Health.up().build() : Health.status(DEGRADED).build();
  }

  /** An instance that reaches no primary at all is no use to anybody, and others may be. */
  @Bean
  HealthIndicator primaries(ShardedDataSource shards) {
    return () ->
        shards.rules().groups().stream()
                .anyMatch(each -> shards.replicas().whyAway(each.primary()) == null)
            ? Health.up().build()
            : Health.down().build();
  }

  /** As it was seen last when it is away: asking it would take as long as connecting may. */
  private static HealthIndicator member(ShardedDataSource shards, String name) {
    return () ->
        Health.status(
                shards.replicas().whyAway(name) == null && shards.probe().answers(name)
                    ? Status.UP
                    : DEGRADED)
            .build();
  }

  private static boolean accepts(String server) {
    int colon = server.lastIndexOf(':');
    if (colon < 0) {
      return false;
    }
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(server.substring(colon + 1));
      socket.connect(new InetSocketAddress(server.substring(0, colon), port), CONNECT_MILLIS);
      return true;
    } catch (IOException | NumberFormatException away) {
      return false;
    }
  }
}

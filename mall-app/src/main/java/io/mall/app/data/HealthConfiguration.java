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
 * Whether each server answers, by name. Without a primary or Redis an instance takes itself out of
 * rotation; without a replica or the coordinator it is degraded and goes on with what it can.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  static final Status DEGRADED = new Status("DEGRADED");
  private static final int CONNECT_MILLIS = 1_000;

  @Bean
  HealthContributor dataSources(ShardedDataSource shards) {
    Map<String, HealthContributor> members = new LinkedHashMap<>();
    for (Rules.Group group : shards.rules().groups()) {
      members.put(group.primary(), member(shards, group.primary(), Status.DOWN));
      for (String replica : group.replicas()) {
        members.put(replica, member(shards, replica, DEGRADED));
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
        return Health.down().build();
      }
    };
  }

  @Bean
  HealthIndicator seata(@Value("${MALL_SEATA_SERVER:}") String server) {
    return () -> accepts(server) ? Health.up().build() : Health.status(DEGRADED).build();
  }

  private static HealthIndicator member(ShardedDataSource shards, String name, Status away) {
    return () -> Health.status(shards.probe().answers(name) ? Status.UP : away).build();
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

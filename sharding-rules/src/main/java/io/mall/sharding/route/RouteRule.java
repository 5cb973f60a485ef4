package io.mall.sharding.route;

import io.mall.sharding.replica.ReplicaMonitor;
import org.apache.shardingsphere.infra.config.rule.RuleConfiguration;
import org.apache.shardingsphere.infra.rule.scope.DatabaseRule;
import org.jspecify.annotations.Nullable;

/**
 * A rule every ShardingSphere database gets without asking, so that {@link RouteObserver} has a
 * place in the chain of routers: last, when the members of each group have been chosen.
 */
final class RouteRule implements DatabaseRule {
  static final int ORDER = 90_000;

  private final RouteRuleConfiguration configuration;
  private final RouteJudge judge;
  private final @Nullable ReplicaMonitor servers;

  RouteRule(
      RouteRuleConfiguration configuration, RouteGuard guard, @Nullable ReplicaMonitor servers) {
    this.configuration = configuration;
    this.judge = new RouteJudge(guard);
    this.servers = servers;
  }

  /** Throws if a statement would go to a server that is away. */
  void refuseAway(String dataSource) {
    String reason = servers == null ? null : servers.whyAway(dataSource);
    if (reason != null) {
      throw new AwayException(dataSource, reason);
    }
  }

  RouteJudge judge() {
    return judge;
  }

  @Override
  public RuleConfiguration getConfiguration() {
    return configuration;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }
}

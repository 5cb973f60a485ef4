package io.mall.sharding.route;

import org.apache.shardingsphere.infra.config.rule.RuleConfiguration;
import org.apache.shardingsphere.infra.rule.scope.DatabaseRule;

/**
 * A rule every ShardingSphere database gets without asking, so that {@link RouteObserver} has a
 * place in the chain of routers: last, when the members of each group have been chosen.
 */
final class RouteRule implements DatabaseRule {
  static final int ORDER = 90_000;

  private final RouteRuleConfiguration configuration;
  private final RouteJudge judge;

  RouteRule(RouteRuleConfiguration configuration, RouteGuard guard) {
    this.configuration = configuration;
    this.judge = new RouteJudge(guard);
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

package io.mall.sharding.route;

import org.apache.shardingsphere.infra.rule.builder.database.DefaultDatabaseRuleConfigurationBuilder;

/** Gives every database a {@link RouteRule}; found through META-INF/services. */
public final class DefaultRouteRule
    implements DefaultDatabaseRuleConfigurationBuilder<RouteRuleConfiguration, RouteRuleBuilder> {
  @Override
  public RouteRuleConfiguration build() {
    return new RouteRuleConfiguration();
  }

  @Override
  public int getOrder() {
    return RouteRule.ORDER;
  }

  @Override
  public Class<RouteRuleBuilder> getTypeClass() {
    return RouteRuleBuilder.class;
  }
}

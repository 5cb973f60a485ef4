package io.mall.sharding.route;

import java.util.Collection;
import org.apache.shardingsphere.infra.database.core.type.DatabaseType;
import org.apache.shardingsphere.infra.instance.ComputeNodeInstanceContext;
import org.apache.shardingsphere.infra.metadata.database.resource.ResourceMetaData;
import org.apache.shardingsphere.infra.rule.ShardingSphereRule;
import org.apache.shardingsphere.infra.rule.builder.database.DatabaseRuleBuilder;
import org.apache.shardingsphere.infra.rule.scope.DatabaseRule;

/** Makes the {@link RouteRule} of a database; found by ShardingSphere through META-INF/services. */
public final class RouteRuleBuilder implements DatabaseRuleBuilder<RouteRuleConfiguration> {
  @Override
  public DatabaseRule build(
      RouteRuleConfiguration configuration,
      String databaseName,
      DatabaseType protocolType,
      ResourceMetaData resources,
      Collection<ShardingSphereRule> builtRules,
      ComputeNodeInstanceContext instance) {
    return new RouteRule(configuration);
  }

  @Override
  public int getOrder() {
    return RouteRule.ORDER;
  }

  @Override
  public Class<RouteRuleConfiguration> getTypeClass() {
    return RouteRuleConfiguration.class;
  }
}

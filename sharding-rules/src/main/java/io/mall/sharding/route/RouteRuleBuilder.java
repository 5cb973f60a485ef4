package io.mall.sharding.route;

import com.google.common.collect.MapMaker;
import java.util.Collection;
import java.util.concurrent.ConcurrentMap;
import org.apache.shardingsphere.infra.config.mode.ModeConfiguration;
import org.apache.shardingsphere.infra.database.core.type.DatabaseType;
import org.apache.shardingsphere.infra.instance.ComputeNodeInstanceContext;
import org.apache.shardingsphere.infra.metadata.database.resource.ResourceMetaData;
import org.apache.shardingsphere.infra.rule.ShardingSphereRule;
import org.apache.shardingsphere.infra.rule.builder.database.DatabaseRuleBuilder;
import org.apache.shardingsphere.infra.rule.scope.DatabaseRule;

/**
 * Makes the {@link RouteRule} of a database; found by ShardingSphere through META-INF/services.
 *
 * <p>The guard is found by the mode configuration, which is the one object of ours that a data
 * source hands to every rule it builds, also when the rules change while it runs.
 */
public final class RouteRuleBuilder implements DatabaseRuleBuilder<RouteRuleConfiguration> {
  private static final ConcurrentMap<ModeConfiguration, RouteGuard> GUARDS =
      new MapMaker().weakKeys().makeMap();

  /** Gives a guard to the rules of the data source that is made with this mode. */
  public static ModeConfiguration guarded(ModeConfiguration mode, RouteGuard guard) {
    GUARDS.put(mode, guard);
    return mode;
  }

  private static RouteGuard guard(ModeConfiguration mode) {
    RouteGuard guard = GUARDS.get(mode);
    return guard == null ? RouteGuard.answersOnly() : guard;
  }

  @Override
  public DatabaseRule build(
      RouteRuleConfiguration configuration,
      String databaseName,
      DatabaseType protocolType,
      ResourceMetaData resources,
      Collection<ShardingSphereRule> builtRules,
      ComputeNodeInstanceContext instance) {
    return new RouteRule(configuration, guard(instance.getModeConfiguration()));
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

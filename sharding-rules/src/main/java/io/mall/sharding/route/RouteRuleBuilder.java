package io.mall.sharding.route;

import com.google.common.collect.MapMaker;
import io.mall.sharding.replica.ReplicaMonitor;
import java.util.Collection;
import java.util.concurrent.ConcurrentMap;
import org.apache.shardingsphere.infra.config.mode.ModeConfiguration;
import org.apache.shardingsphere.infra.database.core.type.DatabaseType;
import org.apache.shardingsphere.infra.instance.ComputeNodeInstanceContext;
import org.apache.shardingsphere.infra.metadata.database.resource.ResourceMetaData;
import org.apache.shardingsphere.infra.rule.ShardingSphereRule;
import org.apache.shardingsphere.infra.rule.builder.database.DatabaseRuleBuilder;
import org.apache.shardingsphere.infra.rule.scope.DatabaseRule;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@link RouteRule} of a database; found by ShardingSphere through META-INF/services.
 *
 * <p>The guard is found by the mode configuration, which is the one object of ours that a data
 * source hands to every rule it builds, also when the rules change while it runs.
 */
public final class RouteRuleBuilder implements DatabaseRuleBuilder<RouteRuleConfiguration> {
  private record Watch(RouteGuard guard, @Nullable ReplicaMonitor servers) {}

  private static final Watch ANSWERS_ONLY = new Watch(RouteGuard.answersOnly(), null);

  private static final ConcurrentMap<ModeConfiguration, Watch> WATCHES =
      new MapMaker().weakKeys().makeMap();

  /**
   * Gives a guard to the rules of the data source that is made with this mode.
   *
   * @param servers knows which servers are away; null when nobody does
   */
  public static ModeConfiguration guarded(
      ModeConfiguration mode, RouteGuard guard, @Nullable ReplicaMonitor servers) {
    WATCHES.put(mode, new Watch(guard, servers));
    return mode;
  }

  @Override
  public DatabaseRule build(
      RouteRuleConfiguration configuration,
      String databaseName,
      DatabaseType protocolType,
      ResourceMetaData resources,
      Collection<ShardingSphereRule> builtRules,
      ComputeNodeInstanceContext instance) {
    Watch watch = WATCHES.getOrDefault(instance.getModeConfiguration(), ANSWERS_ONLY);
    return new RouteRule(configuration, watch.guard(), watch.servers());
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

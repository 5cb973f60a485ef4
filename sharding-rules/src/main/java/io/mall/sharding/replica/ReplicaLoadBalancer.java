package io.mall.sharding.replica;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.shardingsphere.infra.algorithm.loadbalancer.core.LoadBalanceAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * The load balancer {@code MALL_REPLICA}: in turn one of the replicas that are well, at most {@code
 * max-lag} behind and have what the reader must see; where there is none, the primary.
 *
 * <p>It knows how replicas are when the data source was opened by {@code ShardedDataSource}. Loaded
 * by ShardingSphere alone it takes all of them in turn.
 */
public final class ReplicaLoadBalancer implements LoadBalanceAlgorithm {

  /** Its type in a rules file. */
  public static final String TYPE = "MALL_REPLICA";

  private final AtomicInteger turn = new AtomicInteger();
  private ReplicaProps props = ReplicaProps.DEFAULTS;
  private String monitor = "";

  @Override
  public void init(Properties properties) {
    props = ReplicaProps.of(properties);
    monitor = properties.getProperty(ReplicaProps.MONITOR, "");
  }

  @Override
  public String getTargetName(String groupName, List<String> availableTargetNames) {
    int first = Math.floorMod(turn.getAndIncrement(), availableTargetNames.size());
    @Nullable ReplicaMonitor known = ReplicaMonitor.byId(monitor);
    return known == null
        ? availableTargetNames.get(first)
        : known.choose(groupName, availableTargetNames, first, props);
  }

  @Override
  public String getType() {
    return TYPE;
  }
}

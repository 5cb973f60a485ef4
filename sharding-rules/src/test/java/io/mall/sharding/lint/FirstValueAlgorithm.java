package io.mall.sharding.lint;

import java.util.Collection;
import java.util.List;
import org.apache.shardingsphere.sharding.api.sharding.complex.ComplexKeysShardingAlgorithm;
import org.apache.shardingsphere.sharding.api.sharding.complex.ComplexKeysShardingValue;

/** Routes an IN list by its first value: a mistake, planted. */
public final class FirstValueAlgorithm implements ComplexKeysShardingAlgorithm<Comparable<?>> {

  /** For ShardingSphere. */
  public FirstValueAlgorithm() {}

  @Override
  public Collection<String> doSharding(
      Collection<String> available, ComplexKeysShardingValue<Comparable<?>> value) {
    Comparable<?> first =
        value.getColumnNameAndShardingValuesMap().values().iterator().next().iterator().next();
    return List.of("t_order_" + Long.parseLong(first.toString()) % 4);
  }
}

package io.mall.sharding.lint;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.shardingsphere.sharding.api.sharding.complex.ComplexKeysShardingAlgorithm;
import org.apache.shardingsphere.sharding.api.sharding.complex.ComplexKeysShardingValue;

/** Routes by the last six characters of a key: a mistake, planted. */
public final class UnpaddedGeneAlgorithm implements ComplexKeysShardingAlgorithm<Comparable<?>> {

  /** For ShardingSphere. */
  public UnpaddedGeneAlgorithm() {}

  @Override
  public Collection<String> doSharding(
      Collection<String> available, ComplexKeysShardingValue<Comparable<?>> value) {
    Set<String> targets = new LinkedHashSet<>();
    for (Comparable<?> each :
        value.getColumnNameAndShardingValuesMap().values().iterator().next()) {
      String text = each.toString();
      String gene = text.substring(Math.max(0, text.length() - 6));
      targets.add("t_order_" + Math.floorMod(gene.hashCode() / 7, 4));
    }
    return targets;
  }
}

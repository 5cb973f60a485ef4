package io.mall.sharding.lint;

import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.shardingsphere.sharding.api.sharding.complex.ComplexKeysShardingAlgorithm;
import org.apache.shardingsphere.sharding.api.sharding.complex.ComplexKeysShardingValue;

/**
 * How a ticketing application found its order tables: by the last six characters of a user id or of
 * an order number, of the first value only.
 */
public final class TicketOrderAlgorithm implements ComplexKeysShardingAlgorithm<Comparable<?>> {

  private int tables;
  private int tablesPerDatabase;

  /** For ShardingSphere. */
  public TicketOrderAlgorithm() {}

  @Override
  public void init(Properties props) {
    tables = Integer.parseInt(props.getProperty("tables"));
    tablesPerDatabase = Integer.parseInt(props.getProperty("tables-per-database", "0"));
  }

  @Override
  public Collection<String> doSharding(
      Collection<String> available, ComplexKeysShardingValue<Comparable<?>> value) {
    var values = value.getColumnNameAndShardingValuesMap();
    String column = values.containsKey("user_id") ? "user_id" : "order_sn";
    String key =
        values.getOrDefault(column, List.of()).stream().findFirst().orElseThrow().toString();
    String gene = key.substring(Math.max(0, key.length() - 6));
    int table = (int) (Math.abs((long) gene.hashCode()) % tables);
    return List.of(tablesPerDatabase == 0 ? "t_order_" + table : "ds_" + table / tablesPerDatabase);
  }
}

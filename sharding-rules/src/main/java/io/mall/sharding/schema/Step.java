package io.mall.sharding.schema;

/**
 * One statement that brings one actual table to the schema files.
 *
 * @param dataSource logic data source and role, {@code ds_0 primary}
 * @param table full address of the actual table, {@code 127.0.0.1:3306/mall_0.orders_3}
 * @param kind whether the table is made or changed
 * @param sql the statement
 */
public record Step(String dataSource, String table, Kind kind, String sql) {

  /** What a step does to its table. */
  public enum Kind {
    CREATE,
    ALTER
  }

  @Override
  public String toString() {
    return dataSource + " " + table + ": " + sql;
  }
}

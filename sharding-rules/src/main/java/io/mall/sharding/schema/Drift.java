package io.mall.sharding.schema;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One difference between a table of a server and the schema files.
 *
 * @param dataSource logic data source and role, {@code ds_0 primary}
 * @param table full address of the actual table, {@code 127.0.0.1:3306/mall_0.orders_3}
 * @param source file and line of the CREATE TABLE it should follow, or of the rules
 * @param what the part that differs, {@code column status: type}
 * @param expected what the schema files say
 * @param found what the server has
 */
@JsonPropertyOrder({"dataSource", "table", "source", "what", "expected", "found"})
public record Drift(
    String dataSource, String table, String source, String what, String expected, String found) {

  @Override
  public String toString() {
    return "%s %s: %s: expected %s, found %s (%s)"
        .formatted(dataSource, table, what, expected, found, source);
  }
}

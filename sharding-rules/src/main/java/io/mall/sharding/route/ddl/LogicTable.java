package io.mall.sharding.route.ddl;

import java.util.List;
import java.util.Optional;

/**
 * A table as one CREATE TABLE statement of the schema describes it.
 *
 * @param file where the statement stands
 * @param line its first line
 * @param uniqueKeys the columns of each unique key, the primary key first
 */
public record LogicTable(
    String name,
    String file,
    int line,
    List<LogicColumn> columns,
    List<String> primaryKey,
    List<UniqueKey> uniqueKeys) {

  /** A unique key that is not the primary one. */
  public record UniqueKey(String name, List<String> columns) {}

  /** A column by name, whatever the case. */
  public Optional<LogicColumn> column(String name) {
    return columns.stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }
}

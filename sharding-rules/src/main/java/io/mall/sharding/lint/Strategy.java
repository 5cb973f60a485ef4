package io.mall.sharding.lint;

import java.util.List;
import java.util.Optional;
import org.apache.shardingsphere.sharding.spi.ShardingAlgorithm;

/**
 * How a table finds its data source or its actual table.
 *
 * @param where the strategy itself, or the default one that stands in for it
 * @param kind standard, complex, hint or none; empty where the file says none of them
 * @param columns the sharding columns
 * @param algorithmName the name the strategy gives, even where nothing has it
 * @param definition the algorithm of that name
 */
record Strategy(
    Item where,
    String kind,
    List<String> columns,
    String algorithmName,
    Optional<Item> definition,
    Optional<ShardingAlgorithm> algorithm) {

  static final List<String> KINDS = List.of("standard", "complex", "hint", "none");

  boolean shards() {
    return kind.equals("standard") || kind.equals("complex") || kind.equals("hint");
  }

  String type() {
    return definition.map(each -> each.textOf("type")).orElse("");
  }

  String expression() {
    return definition
        .flatMap(each -> each.get("props"))
        .map(each -> each.textOf("algorithm-expression"))
        .orElse("");
  }
}

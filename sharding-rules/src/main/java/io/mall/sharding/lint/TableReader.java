package io.mall.sharding.lint;

import io.mall.sharding.lint.Expressions.Expansion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.shardingsphere.infra.datanode.DataNode;
import org.apache.shardingsphere.infra.datanode.DataNodeUtils;
import org.apache.shardingsphere.sharding.api.sharding.ShardingAutoTableAlgorithm;
import org.apache.shardingsphere.sharding.spi.ShardingAlgorithm;

/** Reads the sharded tables of a file with their strategies, own or default. */
final class TableReader {

  private final RuleFile file;

  TableReader(RuleFile file) {
    this.file = file;
  }

  List<Table> read() {
    List<Table> tables = new ArrayList<>();
    file.shardingEntries("tables").forEach(each -> tables.add(manual(each)));
    file.shardingEntries("autoTables").forEach(each -> tables.add(auto(each)));
    return tables;
  }

  private Table manual(Item item) {
    Optional<Item> declared = item.get("actualDataNodes");
    Expansion expansion = Expressions.expand(declared.map(Item::text).orElse(""));
    return new Table(
        item.name(),
        item,
        false,
        declared,
        expansion,
        nodes(expansion.values()),
        strategy(item, "databaseStrategy", "defaultDatabaseStrategy"),
        strategy(item, "tableStrategy", "defaultTableStrategy"));
  }

  private Table auto(Item item) {
    Optional<Item> declared = item.get("actualDataSources");
    Expansion expansion = Expressions.expand(declared.map(Item::text).orElse(""));
    Strategy strategy = strategy(item, "shardingStrategy", "");
    List<DataNode> nodes = List.of();
    if (strategy.algorithm().orElse(null) instanceof ShardingAutoTableAlgorithm algorithm
        && !expansion.values().isEmpty()
        && algorithm.getAutoTablesAmount() <= 100_000) {
      nodes =
          nodes(
              DataNodeUtils.getFormatDataNodes(
                  algorithm.getAutoTablesAmount(), item.name(), expansion.values()));
    }
    Strategy none = new Strategy(item, "none", List.of(), "", Optional.empty(), Optional.empty());
    return new Table(item.name(), item, true, declared, expansion, nodes, none, strategy);
  }

  private static List<DataNode> nodes(List<String> texts) {
    List<DataNode> nodes = new ArrayList<>();
    for (String each : texts) {
      if (isNode(each)) {
        nodes.add(new DataNode(each));
      }
    }
    return nodes;
  }

  static boolean isNode(String text) {
    return text.matches("[^.\\s]+(\\.[^.\\s]+){1,2}");
  }

  Strategy strategy(Item owner, String key, String fallback) {
    Optional<Item> own = owner.get(key);
    Optional<Item> item =
        own.isPresent() || fallback.isEmpty()
            ? own
            : file.sharding().flatMap(each -> each.get(fallback));
    return item.map(this::read)
        .orElseGet(
            () -> new Strategy(owner, "", List.of(), "", Optional.empty(), Optional.empty()));
  }

  private Strategy read(Item item) {
    Optional<Item> body =
        item.entries().stream().filter(each -> Strategy.KINDS.contains(each.name())).findFirst();
    String kind = body.map(Item::name).orElse("");
    String columns =
        switch (kind) {
          case "standard" -> body.map(each -> each.textOf("shardingColumn")).orElse("");
          case "complex" -> body.map(each -> each.textOf("shardingColumns")).orElse("");
          default -> "";
        };
    if (columns.isEmpty() && kind.equals("standard")) {
      columns = file.sharding().map(each -> each.textOf("defaultShardingColumn")).orElse("");
    }
    String name = body.map(each -> each.textOf("shardingAlgorithmName")).orElse("");
    Optional<Item> definition =
        file.algorithms().stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
    Optional<ShardingAlgorithm> algorithm =
        definition.flatMap(each -> file.made(each.name()).algorithm());
    return new Strategy(item, kind, Item.split(columns), name, definition, algorithm);
  }
}

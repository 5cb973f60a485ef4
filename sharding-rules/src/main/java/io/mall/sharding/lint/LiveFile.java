package io.mall.sharding.lint;

import io.mall.sharding.live.Facts;
import io.mall.sharding.live.Facts.LiveTable;
import io.mall.sharding.live.Live;
import io.mall.sharding.live.LiveSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rules file beside what its servers say. */
final class LiveFile {

  private final RuleFile file;
  private final long maxLag;
  private final Map<String, Facts> facts = new LinkedHashMap<>();
  private final Map<String, String> away = new LinkedHashMap<>();

  LiveFile(RuleFile file, Live live, long maxLag) {
    this.file = file;
    this.maxLag = maxLag;
    away.putAll(live.away());
    for (LiveSource each : live.reached()) {
      try {
        facts.put(each.source().name(), Facts.of(each));
      } catch (SQLException e) {
        away.put(each.source().name(), LiveSource.reason(e));
      }
    }
  }

  /** An actual table that is there. */
  record Actual(String node, LiveTable table) {}

  RuleFile file() {
    return file;
  }

  /** Seconds a replica may be behind. */
  long maxLag() {
    return maxLag;
  }

  Map<String, String> away() {
    return away;
  }

  List<Facts> all() {
    return List.copyOf(facts.values());
  }

  Optional<Facts> primary(String group) {
    return facts.values().stream()
        .filter(each -> each.source().primary() && each.source().group().equals(group))
        .findFirst();
  }

  List<Facts> replicas() {
    return facts.values().stream().filter(each -> !each.source().primary()).toList();
  }

  /** The place of a data source in the file. */
  Item item(String dataSource) {
    return file.dataSources().stream()
        .filter(each -> each.name().equals(dataSource))
        .findFirst()
        .orElse(file.root());
  }

  /** The actual tables of a logic table that are on their primaries. */
  List<Actual> actuals(Table table) {
    List<Actual> actuals = new ArrayList<>();
    for (var node : table.nodes()) {
      primary(node.getDataSourceName())
          .flatMap(each -> Optional.ofNullable(each.tables().get(node.getTableName())))
          .ifPresent(each -> actuals.add(new Actual(NodeChecks.text(node), each)));
    }
    return actuals;
  }

  /** A replica that is the primary itself is told as that; nothing else of it is worth telling. */
  boolean isOwnPrimary(Facts replica) {
    return primary(replica.source().group())
        .filter(each -> each.server().equals(replica.server()))
        .isPresent();
  }
}

package io.mall.sharding.route.preview;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.shardingsphere.infra.binder.context.statement.SQLStatementContext;
import org.apache.shardingsphere.infra.hint.HintValueContext;
import org.apache.shardingsphere.infra.metadata.database.rule.RuleMetaData;
import org.apache.shardingsphere.sharding.route.engine.condition.ShardingCondition;
import org.apache.shardingsphere.sharding.route.engine.condition.engine.ShardingConditionEngine;
import org.apache.shardingsphere.sharding.route.engine.condition.value.ListShardingConditionValue;
import org.apache.shardingsphere.sharding.route.engine.condition.value.RangeShardingConditionValue;
import org.apache.shardingsphere.sharding.route.engine.condition.value.ShardingConditionValue;
import org.apache.shardingsphere.sharding.rule.ShardingRule;

/** Says in words which conditions of a statement decide its route. */
final class Reasons {

  private final OfflineDatabase offline;

  Reasons(OfflineDatabase offline) {
    this.offline = offline;
  }

  String of(
      SQLStatementContext context,
      List<Object> parameters,
      HintValueContext hint,
      Set<String> tables) {
    RuleMetaData rules = offline.database().getRuleMetaData();
    if (hint.findHintDataSourceName().isPresent()) {
      return "a hint names the data source";
    }
    if (tables.isEmpty()) {
      return "no table";
    }
    Optional<ShardingRule> sharding = rules.findSingleRule(ShardingRule.class);
    if (sharding.isEmpty() || tables.stream().noneMatch(sharding.get()::isShardingTable)) {
      return "not sharded: " + String.join(", ", tables);
    }
    RuleMetaData global = offline.metaData().getGlobalRuleMetaData();
    Collection<ShardingCondition> conditions =
        new ShardingConditionEngine(global, offline.database(), sharding.get())
            .createShardingConditions(context, parameters);
    Set<String> keys = new LinkedHashSet<>();
    for (ShardingCondition each : conditions) {
      each.getValues().stream().filter(Reasons::isGiven).forEach(value -> keys.add(text(value)));
    }
    return keys.isEmpty() ? "no sharding key in the conditions" : String.join(" and ", keys);
  }

  /**
   * A column that an insert leaves out and a comparison with NULL are NULL here: they route not.
   */
  private static boolean isGiven(ShardingConditionValue value) {
    return !(value instanceof ListShardingConditionValue<?> list)
        || list.getValues().stream().anyMatch(Objects::nonNull);
  }

  private static String text(ShardingConditionValue value) {
    String column = value.getTableName() + "." + value.getColumnName();
    if (value instanceof ListShardingConditionValue<?> list) {
      int count = list.getValues().size();
      return count == 1 ? column + " = ?" : "%s IN (%d values)".formatted(column, count);
    }
    if (value instanceof RangeShardingConditionValue<?> range) {
      return column + " in " + bounds(range);
    }
    return column;
  }

  private static String bounds(RangeShardingConditionValue<?> range) {
    List<String> bounds = new ArrayList<>();
    if (range.getValueRange().hasLowerBound()) {
      bounds.add(">= ?");
    }
    if (range.getValueRange().hasUpperBound()) {
      bounds.add("<= ?");
    }
    return bounds.stream().collect(Collectors.joining(" and ", "a range (", ")"));
  }
}

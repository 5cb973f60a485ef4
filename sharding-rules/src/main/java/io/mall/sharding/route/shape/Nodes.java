package io.mall.sharding.route.shape;

import com.google.common.collect.Range;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.apache.shardingsphere.infra.datanode.DataNode;
import org.apache.shardingsphere.infra.route.context.RouteContext;
import org.apache.shardingsphere.infra.route.context.RouteMapper;
import org.apache.shardingsphere.infra.route.context.RouteUnit;
import org.apache.shardingsphere.infra.session.query.QueryContext;
import org.apache.shardingsphere.sharding.route.engine.condition.ShardingCondition;
import org.apache.shardingsphere.sharding.route.engine.condition.ShardingConditions;
import org.apache.shardingsphere.sharding.route.engine.condition.value.ListShardingConditionValue;
import org.apache.shardingsphere.sharding.route.engine.condition.value.RangeShardingConditionValue;
import org.apache.shardingsphere.sharding.route.engine.condition.value.ShardingConditionValue;
import org.apache.shardingsphere.sharding.route.engine.type.standard.ShardingStandardRouteEngine;
import org.apache.shardingsphere.sharding.rule.ShardingRule;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.ExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.simple.LiteralExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.simple.ParameterMarkerExpressionSegment;
import org.jspecify.annotations.Nullable;

/**
 * Sets of data nodes, as places in the list of a table: binding tables have theirs in one order.
 * The algorithms of the rules are asked, each condition by itself.
 */
final class Nodes {
  private final ShardingRule rule;
  private final QueryContext query;

  Nodes(ShardingRule rule, QueryContext query) {
    this.rule = rule;
    this.query = query;
  }

  BitSet all(String table) {
    BitSet all = new BitSet();
    all.set(0, rule.getShardingTable(table).getActualDataNodes().size());
    return all;
  }

  /** Null for one that is no plain value. */
  @Nullable Comparable<?> value(ExpressionSegment expression) {
    Object value =
        switch (expression) {
          case LiteralExpressionSegment literal -> literal.getLiterals();
          case ParameterMarkerExpressionSegment marker ->
              marker.getParameterMarkerIndex() < query.getParameters().size()
                  ? query.getParameters().get(marker.getParameterMarkerIndex())
                  : null;
          default -> null;
        };
    return value instanceof Comparable<?> comparable ? comparable : null;
  }

  /** Null if a value is not plain. */
  @Nullable List<Comparable<?>> values(Collection<ExpressionSegment> expressions) {
    List<Comparable<?>> values = new ArrayList<>();
    for (ExpressionSegment each : expressions) {
      Comparable<?> value = value(each);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }

  BitSet list(String table, String column, List<Comparable<?>> values) {
    return ask(table, new ListShardingConditionValue<>(column, table, new ArrayList<>(values)));
  }

  BitSet range(String table, String column, Range<Comparable<?>> range) {
    return ask(table, new RangeShardingConditionValue<>(column, table, range));
  }

  private BitSet ask(String table, ShardingConditionValue value) {
    ShardingCondition condition = new ShardingCondition();
    condition.getValues().add(value);
    try {
      RouteContext route =
          new ShardingStandardRouteEngine(
                  table,
                  new ShardingConditions(
                      new ArrayList<>(List.of(condition)), query.getSqlStatementContext(), rule),
                  query.getSqlStatementContext(),
                  query.getHintValueContext(),
                  query.getMetaData().getProps())
              .route(rule);
      BitSet nodes = new BitSet();
      for (RouteUnit each : route.getRouteUnits()) {
        each.getTableMappers().forEach(one -> nodes.set(place(table, each, one)));
      }
      return nodes;
    } catch (RuntimeException e) {
      // A value without a shard restricts nothing here; if it matters, the router refuses it.
      return all(table);
    }
  }

  /** The place of the data node that a unit reads for a table; -1 if it reads none. */
  int place(String table, RouteUnit unit) {
    for (RouteMapper each : unit.getTableMappers()) {
      if (each.getLogicName().equalsIgnoreCase(table)) {
        return place(table, unit, each);
      }
    }
    for (RouteMapper each : unit.getTableMappers()) {
      if (rule.findBindingTableRule(each.getLogicName())
          .map(binding -> binding.hasLogicTable(table))
          .orElse(false)) {
        return place(each.getLogicName(), unit, each);
      }
    }
    return -1;
  }

  private int place(String table, RouteUnit unit, RouteMapper mapper) {
    List<DataNode> nodes = rule.getShardingTable(table).getActualDataNodes();
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).getTableName().equalsIgnoreCase(mapper.getActualName())
          && nodes
              .get(i)
              .getDataSourceName()
              .equalsIgnoreCase(unit.getDataSourceMapper().getLogicName())) {
        return i;
      }
    }
    return -1;
  }
}

package io.mall.sharding.route.shape;

import io.mall.sharding.route.shape.Block.Occurrence;
import io.mall.sharding.route.shape.Block.Place;
import io.mall.sharding.route.shape.Columns.Found;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.shardingsphere.infra.route.context.RouteContext;
import org.apache.shardingsphere.infra.route.context.RouteUnit;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.HintShardingStrategyConfiguration;
import org.apache.shardingsphere.sharding.rule.ShardingRule;
import org.apache.shardingsphere.sharding.rule.ShardingTable;
import org.apache.shardingsphere.sql.parser.statement.core.enums.CombineType;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.column.ColumnSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.BinaryOperationExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ColumnProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.InsertStatement;
import org.jspecify.annotations.Nullable;

/** Compares what a statement needs with what its route visits. */
final class Judgement {
  private final Columns columns;
  private final Nodes nodes;
  private final Locality locality;
  private final Reach reach;
  private final ShardingRule rule;
  private final RouteContext route;

  Judgement(
      Columns columns,
      Nodes nodes,
      Locality locality,
      Reach reach,
      ShardingRule rule,
      RouteContext route) {
    this.columns = columns;
    this.nodes = nodes;
    this.locality = locality;
    this.reach = reach;
    this.rule = rule;
    this.route = route;
  }

  /** Whether every row the statement is about is visited at all. */
  @Nullable WrongShape reached(Block top) {
    for (Block block : top.all()) {
      for (Occurrence each : block.tables) {
        if (each.sharded() && !isByHint(each.table())) {
          BitSet missing = reach.needed(block, each);
          missing.andNot(visited(each.table()));
          if (!missing.isEmpty()) {
            return missed(top, block, each);
          }
        }
      }
    }
    return null;
  }

  private boolean isByHint(String table) {
    ShardingTable sharded = rule.getShardingTable(table);
    return rule.getDatabaseShardingStrategyConfiguration(sharded)
            instanceof HintShardingStrategyConfiguration
        || rule.getTableShardingStrategyConfiguration(sharded)
            instanceof HintShardingStrategyConfiguration;
  }

  private BitSet visited(String table) {
    BitSet visited = new BitSet();
    for (RouteUnit each : route.getRouteUnits()) {
      int place = nodes.place(table, each);
      if (place >= 0) {
        visited.set(place);
      }
    }
    return visited;
  }

  private WrongShape missed(Block top, Block block, Occurrence occurrence) {
    if (top.combined()) {
      return new WrongShape(Shape.UNION, "rows of " + occurrence.table());
    }
    if (block.place == Place.PREDICATE || block.place == Place.VALUE) {
      return new WrongShape(Shape.SUBQUERY, "over " + occurrence.table());
    }
    if (block.joins.stream().anyMatch(Block.On::outer)) {
      return new WrongShape(Shape.OUTER_JOIN, "rows of " + occurrence.table());
    }
    for (Block each : top.all()) {
      for (Occurrence other : each.tables) {
        if (other.sharded() && !reach.tied(occurrence, other)) {
          return each.place == Place.PREDICATE || each.place == Place.VALUE
              ? new WrongShape(Shape.SUBQUERY, "over " + other.table())
              : strangers(occurrence, other);
        }
      }
    }
    return new WrongShape(
        block.place == Place.DERIVED ? Shape.DERIVED_TABLE : Shape.MISREAD_KEY,
        "rows of " + occurrence.table());
  }

  private WrongShape strangers(Occurrence one, Occurrence other) {
    return new WrongShape(
        columns.related(one.table(), other.table()) ? Shape.KEYLESS_JOIN : Shape.UNBOUND_JOIN,
        one.table() + " with " + other.table());
  }

  /** Whether the shards' answers are independent of each other. */
  @Nullable WrongShape spread(Block block) {
    if (block.combined()) {
      return union(block);
    }
    WrongShape apart = apart(block);
    if (apart != null) {
      return apart;
    }
    for (Block each : block.inner) {
      boolean nested = each.place == Place.PREDICATE || each.place == Place.VALUE;
      if (each.sharded().isEmpty()) {
        continue;
      }
      if (nested && !correlated(each) && !locality.isLocal(each, reach)) {
        return new WrongShape(Shape.SUBQUERY, "over " + each.sharded().getFirst().table());
      }
      if (each.place == Place.DERIVED && !locality.isLocal(each, reach)) {
        return new WrongShape(Shape.DERIVED_TABLE, "over " + each.sharded().getFirst().table());
      }
      WrongShape inside = spread(each);
      if (inside != null) {
        return inside;
      }
    }
    boolean driven =
        block.tables.stream().anyMatch(Occurrence::sharded)
            || block.derived.values().stream().anyMatch(each -> !each.sharded().isEmpty());
    return driven || block.place != Place.TOP
        ? null
        : new WrongShape(Shape.SUBQUERY, "inside a statement that is not sharded");
  }

  private @Nullable WrongShape union(Block block) {
    for (Block each : block.inner) {
      WrongShape inside = spread(each);
      if (inside != null) {
        return inside;
      }
      if (!locality.isLocal(each, reach)) {
        return new WrongShape(Shape.UNION, "a side that groups or limits");
      }
    }
    boolean all = block.select.getCombine().orElseThrow().getCombineType() == CombineType.UNION_ALL;
    return all || selectKey(block)
        ? null
        : new WrongShape(Shape.UNION, "equal rows of several shards");
  }

  /** Whether all sides select a key in one place, so that equal rows lie on one shard. */
  private boolean selectKey(Block union) {
    Block first = union;
    while (first.combined()) {
      first = first.inner.getFirst();
    }
    int width = first.select.getProjections().getProjections().size();
    for (int i = 0; i < width; i++) {
      int place = i;
      if (union.all().stream()
          .filter(each -> each.place == Place.SIDE && !each.combined())
          .allMatch(each -> columns.isKey(columns.at(each, place)))) {
        return true;
      }
    }
    return false;
  }

  /** Tables whose matching rows may lie on different shards. */
  private @Nullable WrongShape apart(Block block) {
    Map<Integer, Occurrence> clusters = new LinkedHashMap<>();
    Map<Integer, BitSet> needed = new HashMap<>();
    WrongShape shape = null;
    boolean inner = block.joins.stream().noneMatch(Block.On::outer);
    for (Block each : block.all()) {
      if (each.place == Place.SIDE && each != block) {
        continue;
      }
      for (Occurrence one : each.tables) {
        if (!one.sharded()) {
          continue;
        }
        int cluster = reach.cluster(one);
        needed.merge(
            cluster,
            reach.needed(each, one),
            (a, b) -> {
              a.or(b);
              return a;
            });
        if (clusters.putIfAbsent(cluster, one) == null && clusters.size() > 1 && shape == null) {
          boolean nested = each.place == Place.PREDICATE || each.place == Place.VALUE;
          shape =
              nested
                  ? new WrongShape(Shape.SUBQUERY, "over " + one.table())
                  : strangers(clusters.values().iterator().next(), one);
          inner &= !nested;
        }
      }
    }
    if (shape == null || (inner && everyPair(clusters, needed))) {
      return null;
    }
    return shape;
  }

  /** Whether some unit reads each combination of data nodes. */
  private boolean everyPair(Map<Integer, Occurrence> clusters, Map<Integer, BitSet> needed) {
    Set<List<Integer>> visited = new HashSet<>();
    for (RouteUnit unit : route.getRouteUnits()) {
      List<Integer> places = new ArrayList<>();
      clusters.values().forEach(each -> places.add(nodes.place(each.table(), unit)));
      visited.add(places);
    }
    List<List<Integer>> wanted = new ArrayList<>(List.of(List.of()));
    for (Integer cluster : clusters.keySet()) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> each : wanted) {
        needed.getOrDefault(cluster, new BitSet()).stream()
            .forEach(
                place -> {
                  List<Integer> next = new ArrayList<>(each);
                  next.add(place);
                  longer.add(next);
                });
      }
      wanted = longer;
    }
    return visited.containsAll(wanted);
  }

  /** Whether a block is tied by key to the row of the outer block it is evaluated for. */
  private boolean correlated(Block block) {
    if (block.combined() || block.select.getWhere().isEmpty()) {
      return false;
    }
    return Conjuncts.always(block.select.getWhere().get().getExpr()).stream()
        .anyMatch(
            each ->
                each instanceof BinaryOperationExpression binary
                    && binary.getOperator().equals("=")
                    && ties(block, binary));
  }

  private boolean ties(Block block, BinaryOperationExpression binary) {
    Found left = columns.resolve(block, binary.getLeft());
    Found right = columns.resolve(block, binary.getRight());
    return left != null
        && right != null
        && columns.isKey(left)
        && columns.isKey(right)
        && block.tables.contains(left.occurrence()) != block.tables.contains(right.occurrence());
  }

  /** Whether rows that are selected belong to the shard they are selected from. */
  @Nullable WrongShape inserted(InsertStatement insert, Block block) {
    String table =
        insert.getTable().map(each -> each.getTableName().getIdentifier().getValue()).orElse("");
    if (!rule.isShardingTable(table) || block.combined()) {
      return null;
    }
    List<ColumnSegment> targets = new ArrayList<>(insert.getColumns());
    List<ProjectionSegment> sources =
        new ArrayList<>(block.select.getProjections().getProjections());
    for (int i = 0; i < targets.size() && i < sources.size(); i++) {
      String column = targets.get(i).getIdentifier().getValue();
      if (rule.findShardingColumn(column, table).isPresent()) {
        Found key =
            sources.get(i) instanceof ColumnProjectionSegment projection
                ? columns.resolve(block, projection.getColumn())
                : null;
        if (key == null
            || !columns.isKey(key)
            || !columns.related(key.occurrence().table(), table)) {
          return new WrongShape(Shape.INSERT_SELECT, "the value of " + column);
        }
      }
    }
    return null;
  }
}

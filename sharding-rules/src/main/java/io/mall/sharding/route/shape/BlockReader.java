package io.mall.sharding.route.shape;

import io.mall.sharding.route.shape.Block.Occurrence;
import io.mall.sharding.route.shape.Block.On;
import io.mall.sharding.route.shape.Block.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.shardingsphere.sharding.rule.ShardingRule;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.column.ColumnSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.BetweenExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.BinaryOperationExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.CaseWhenExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.ExistsSubqueryExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.ExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.FunctionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.InExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.ListExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.NotExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.TypeCastExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.UnaryOperationExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.complex.CommonTableExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.subquery.SubqueryExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.subquery.SubquerySegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.AggregationProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ExpressionProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.SubqueryProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.order.item.ExpressionOrderByItemSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.order.item.OrderByItemSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.JoinTableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.SimpleTableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.SubqueryTableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.TableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.SelectStatement;
import org.jspecify.annotations.Nullable;

/** Takes a SELECT apart into blocks. */
final class BlockReader {
  private final ShardingRule rule;
  private int occurrences;
  private int selects;

  BlockReader(ShardingRule rule) {
    this.rule = rule;
  }

  /** How many SELECTs were found; more in the text means that one was overlooked. */
  int selects() {
    return selects;
  }

  Block read(SelectStatement select) {
    return read(select, null, Place.TOP, Map.of());
  }

  private Block read(
      SelectStatement select,
      @Nullable Block outer,
      Place place,
      Map<String, SelectStatement> with) {
    Block block = new Block(select, outer, place);
    Map<String, SelectStatement> named = new HashMap<>(with);
    select
        .getWithSegment()
        .ifPresent(
            each -> {
              for (CommonTableExpressionSegment one : each.getCommonTableExpressions()) {
                named.put(lower(one.getAliasName().orElse("")), one.getSubquery().getSelect());
              }
            });
    if (select.getCombine().isPresent()) {
      var combine = select.getCombine().get();
      block.inner.add(read(combine.getLeft().getSelect(), block, Place.SIDE, named));
      block.inner.add(read(combine.getRight().getSelect(), block, Place.SIDE, named));
      return block;
    }
    selects++;
    select.getFrom().ifPresent(each -> from(block, each, false, named));
    select.getWhere().ifPresent(each -> where(block, each.getExpr(), named));
    if (select.getProjections() != null) {
      for (ProjectionSegment each : select.getProjections().getProjections()) {
        projection(block, each, named);
      }
    }
    select.getHaving().ifPresent(each -> expression(block, each.getExpr(), Place.VALUE, named));
    select.getGroupBy().ifPresent(each -> items(block, each.getGroupByItems(), named));
    select.getOrderBy().ifPresent(each -> items(block, each.getOrderByItems(), named));
    return block;
  }

  private void items(
      Block block, Collection<OrderByItemSegment> items, Map<String, SelectStatement> with) {
    for (OrderByItemSegment each : items) {
      if (each instanceof ExpressionOrderByItemSegment item && item.getExpr() != null) {
        expression(block, item.getExpr(), Place.VALUE, with);
      }
    }
  }

  private void projection(
      Block block, ProjectionSegment projection, Map<String, SelectStatement> with) {
    switch (projection) {
      case SubqueryProjectionSegment each -> subquery(block, each.getSubquery(), Place.VALUE, with);
      case AggregationProjectionSegment each ->
          each.getParameters().forEach(one -> expression(block, one, Place.VALUE, with));
      case ExpressionProjectionSegment each when each.getExpr() != null ->
          expression(block, each.getExpr(), Place.VALUE, with);
      default -> {
        // Columns and literals.
      }
    }
  }

  /** Adds the tables and answers the numbers of those it added, also inside derived tables. */
  private List<Integer> from(
      Block block, TableSegment table, boolean optional, Map<String, SelectStatement> with) {
    int first = occurrences;
    switch (table) {
      case SimpleTableSegment simple -> {
        String name = simple.getTableName().getIdentifier().getValue();
        String alias = lower(simple.getAliasName().orElse(name));
        if (with.containsKey(lower(name))) {
          Map<String, SelectStatement> others = new HashMap<>(with);
          SelectStatement definition = others.remove(lower(name));
          if (definition != null) {
            derive(block, alias, definition, optional, others);
          }
        } else {
          block.tables.add(new Occurrence(occurrences++, alias, name, rule.isShardingTable(name)));
        }
      }
      case SubqueryTableSegment sub ->
          derive(
              block,
              lower(sub.getAliasName().orElse("")),
              sub.getSubquery().getSelect(),
              optional,
              with);
      case JoinTableSegment join -> join(block, join, optional, with);
      default -> {
        // A function or a list: no table of ours.
      }
    }
    List<Integer> added = new ArrayList<>();
    for (int i = first; i < occurrences; i++) {
      added.add(i);
    }
    return added;
  }

  private void derive(
      Block block,
      String alias,
      SelectStatement select,
      boolean optional,
      Map<String, SelectStatement> with) {
    Block derived = read(select, block, Place.DERIVED, with);
    derived.restricts = !optional;
    block.derived.put(alias, derived);
    block.inner.add(derived);
  }

  private void join(
      Block block, JoinTableSegment join, boolean optional, Map<String, SelectStatement> with) {
    String type = join.getJoinType() == null ? "" : join.getJoinType();
    boolean leftOptional = type.equals("RIGHT");
    boolean rightOptional = type.equals("LEFT");
    List<Integer> left = from(block, join.getLeft(), optional || leftOptional, with);
    List<Integer> right = from(block, join.getRight(), optional || rightOptional, with);
    boolean leftLost = leftOptional && !hasSharded(block, right) && hasSharded(block, left);
    boolean rightLost = rightOptional && !hasSharded(block, left) && hasSharded(block, right);
    if (leftLost || rightLost) {
      block.keepsUnsharded = true;
    }
    List<ExpressionSegment> predicates = new ArrayList<>();
    if (join.getCondition() != null) {
      expression(block, join.getCondition(), Place.VALUE, with);
      predicates.addAll(Conjuncts.always(join.getCondition()));
    }
    List<ColumnSegment> using = new ArrayList<>(join.getUsing());
    using.addAll(join.getDerivedUsing());
    List<Integer> restricted = rightOptional ? right : left;
    block.joins.add(
        new On(predicates, using, restricted, optional || leftOptional || rightOptional));
  }

  private static boolean hasSharded(Block block, List<Integer> numbers) {
    return block.sharded().stream().anyMatch(each -> numbers.contains(each.id()));
  }

  private void where(Block block, ExpressionSegment where, Map<String, SelectStatement> with) {
    expression(block, where, Place.PREDICATE, with);
    Set<SelectStatement> positive = Collections.newSetFromMap(new IdentityHashMap<>());
    for (ExpressionSegment each : Conjuncts.always(where)) {
      SelectStatement found =
          switch (each) {
            case ExistsSubqueryExpression exists when !exists.isNot() ->
                exists.getSubquery().getSelect();
            case InExpression in
                when !in.isNot() && in.getRight() instanceof SubqueryExpressionSegment list ->
                list.getSubquery().getSelect();
            default -> null;
          };
      if (found != null) {
        positive.add(found);
      }
    }
    block.inner.stream()
        .filter(each -> positive.contains(each.select))
        .forEach(each -> each.restricts = true);
  }

  private void subquery(
      Block block, SubquerySegment subquery, Place place, Map<String, SelectStatement> with) {
    block.inner.add(read(subquery.getSelect(), block, place, with));
  }

  private void expression(
      Block block,
      @Nullable ExpressionSegment expression,
      Place place,
      Map<String, SelectStatement> with) {
    switch (expression) {
      case null -> {}
      case SubqueryExpressionSegment each -> subquery(block, each.getSubquery(), place, with);
      case SubquerySegment each -> subquery(block, each, place, with);
      case ExistsSubqueryExpression each -> subquery(block, each.getSubquery(), place, with);
      case InExpression each -> {
        expression(block, each.getLeft(), place, with);
        int before = block.inner.size();
        expression(block, each.getRight(), place, with);
        if (block.inner.size() == before + 1) {
          block.inner.getLast().listOf = each;
        }
      }
      case ListExpression each ->
          each.getItems().forEach(one -> expression(block, one, place, with));
      case BinaryOperationExpression each -> {
        expression(block, each.getLeft(), place, with);
        expression(block, each.getRight(), place, with);
      }
      case BetweenExpression each -> {
        expression(block, each.getLeft(), place, with);
        expression(block, each.getBetweenExpr(), place, with);
        expression(block, each.getAndExpr(), place, with);
      }
      case NotExpression each -> expression(block, each.getExpression(), place, with);
      case UnaryOperationExpression each -> expression(block, each.getExpression(), place, with);
      case TypeCastExpression each -> expression(block, each.getExpression(), place, with);
      case FunctionSegment each ->
          each.getParameters().forEach(one -> expression(block, one, place, with));
      case AggregationProjectionSegment each ->
          each.getParameters().forEach(one -> expression(block, one, place, with));
      case ExpressionProjectionSegment each -> expression(block, each.getExpr(), place, with);
      case CaseWhenExpression each -> {
        expression(block, each.getCaseExpr(), place, with);
        each.getWhenExprs().forEach(one -> expression(block, one, place, with));
        each.getThenExprs().forEach(one -> expression(block, one, place, with));
        expression(block, each.getElseExpr(), place, with);
      }
      default -> {
        // Columns, literals, and what the count of SELECTs finds if there is one inside.
      }
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}

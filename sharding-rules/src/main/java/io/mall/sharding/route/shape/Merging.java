package io.mall.sharding.route.shape;

import io.mall.sharding.route.shape.Columns.Found;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.shardingsphere.sql.parser.statement.core.enums.AggregationType;
import org.apache.shardingsphere.sql.parser.statement.core.extractor.ExpressionExtractor;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.column.ColumnSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.ExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.AggregationDistinctProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.AggregationProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ColumnProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ExpressionProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.order.item.ExpressionOrderByItemSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.order.item.OrderByItemSegment;
import org.jspecify.annotations.Nullable;

/** Whether ShardingSphere puts the answers of several shards together rightly. */
final class Merging {
  private static final Pattern ROLLUP = Pattern.compile("(?i)\\bWITH\\s+ROLLUP\\b");
  private static final Set<AggregationType> MERGED =
      Set.of(
          AggregationType.COUNT,
          AggregationType.SUM,
          AggregationType.MIN,
          AggregationType.MAX,
          AggregationType.AVG,
          AggregationType.BIT_XOR);

  private final Columns columns;
  private final Locality locality;
  private final String outermost;

  Merging(Columns columns, Locality locality, String plain) {
    this.columns = columns;
    this.locality = locality;
    this.outermost = SqlText.outermost(plain);
  }

  @Nullable WrongShape check(Block top) {
    if (ROLLUP.matcher(outermost).find()) {
      return new WrongShape(Shape.ROLLUP, "WITH ROLLUP");
    }
    if (top.keepsUnsharded) {
      return new WrongShape(Shape.OUTER_JOIN, "the side that is kept is not sharded");
    }
    if (!locality.windowsByKey(top)) {
      return new WrongShape(Shape.WINDOW, "OVER (…)");
    }
    boolean whole = locality.groupsByKey(top);
    if (!whole && top.select.getHaving().isPresent() && locality.aggregates(top)) {
      return new WrongShape(Shape.HAVING, "HAVING");
    }
    WrongShape aggregate = aggregates(top, whole);
    return aggregate != null ? aggregate : texts(top, whole);
  }

  private @Nullable WrongShape aggregates(Block top, boolean whole) {
    List<AggregationProjectionSegment> plain = new ArrayList<>();
    for (ProjectionSegment each : top.select.getProjections().getProjections()) {
      String text = locality.text(each);
      if (SqlText.hasWindow(text)) {
        if (each instanceof AggregationProjectionSegment) {
          // ShardingSphere overlooks OVER and adds the rows up.
          return new WrongShape(Shape.WINDOW, text);
        }
        continue;
      }
      if (each instanceof AggregationProjectionSegment aggregate) {
        if (!whole && !MERGED.contains(aggregate.getType())) {
          return new WrongShape(Shape.AGGREGATE, text);
        }
        plain.add(aggregate);
      } else if (!whole
          && !(each instanceof ColumnProjectionSegment)
          && SqlText.hasAggregate(text)) {
        boolean call = text.strip().matches("(?s)\\w+\\s*\\([^()]*\\)(\\s+AS\\s+\\w+|\\s+\\w+)?");
        return new WrongShape(call ? Shape.AGGREGATE : Shape.AGGREGATE_EXPRESSION, text);
      }
    }
    return distinct(top, plain);
  }

  /** DISTINCT is done on rows of all arguments together, which a LIMIT of the shards cuts short. */
  private @Nullable WrongShape distinct(Block top, List<AggregationProjectionSegment> aggregates) {
    List<AggregationProjectionSegment> distinct =
        aggregates.stream().filter(AggregationDistinctProjectionSegment.class::isInstance).toList();
    boolean mixed = distinct.size() < aggregates.size();
    boolean cut = top.select.getGroupBy().isPresent() && top.select.getLimit().isPresent();
    for (AggregationProjectionSegment each : distinct) {
      if (mixed
          || cut
          || each.getParameters().size() > 1
          || each.getType() == AggregationType.AVG) {
        return new WrongShape(Shape.DISTINCT_AGGREGATE, locality.text(each));
      }
    }
    return null;
  }

  private @Nullable WrongShape texts(Block top, boolean whole) {
    if (top.select.getOrderBy().isPresent()) {
      for (OrderByItemSegment each : top.select.getOrderBy().get().getOrderByItems()) {
        if (isText(top, each)) {
          return new WrongShape(Shape.TEXT, "ORDER BY");
        }
      }
    }
    if (!whole && top.select.getGroupBy().isPresent()) {
      for (OrderByItemSegment each : top.select.getGroupBy().get().getGroupByItems()) {
        if (isText(top, each)) {
          return new WrongShape(Shape.TEXT, "GROUP BY");
        }
      }
    }
    boolean distinct = top.select.getProjections().isDistinctRow() && !locality.selectsKey(top);
    for (ProjectionSegment each : top.select.getProjections().getProjections()) {
      boolean compared =
          each instanceof AggregationProjectionSegment aggregate
              && !whole
              && (aggregate.getType() == AggregationType.MIN
                  || aggregate.getType() == AggregationType.MAX
                  || aggregate instanceof AggregationDistinctProjectionSegment);
      if ((compared || distinct) && expressions(each).stream().anyMatch(one -> isText(top, one))) {
        return new WrongShape(Shape.TEXT, compared ? locality.text(each) : "DISTINCT");
      }
    }
    return null;
  }

  private static List<ExpressionSegment> expressions(ProjectionSegment projection) {
    return switch (projection) {
      case ColumnProjectionSegment column -> List.of(column.getColumn());
      case AggregationProjectionSegment aggregate -> List.copyOf(aggregate.getParameters());
      case ExpressionProjectionSegment expression when expression.getExpr() != null ->
          List.of(expression.getExpr());
      default -> List.of();
    };
  }

  private boolean isText(Block top, OrderByItemSegment item) {
    Found key = locality.key(top, item);
    if (key != null) {
      return isText(key);
    }
    return item instanceof ExpressionOrderByItemSegment expression
        && expression.getExpr() != null
        && isText(top, expression.getExpr());
  }

  private boolean isText(Block top, ExpressionSegment expression) {
    for (ColumnSegment each : ExpressionExtractor.extractColumns(expression, false)) {
      Found key = columns.resolve(top, each);
      if (key != null && isText(key)) {
        return true;
      }
    }
    return false;
  }

  /** Text that is not compared byte by byte. */
  private boolean isText(Found key) {
    return columns
        .metadata(key.occurrence(), key.column())
        .map(
            each ->
                !each.isCaseSensitive()
                    && switch (each.getDataType()) {
                      case Types.CHAR,
                          Types.VARCHAR,
                          Types.LONGVARCHAR,
                          Types.NVARCHAR,
                          Types.CLOB ->
                          true;
                      default -> false;
                    })
        .orElse(false);
  }
}

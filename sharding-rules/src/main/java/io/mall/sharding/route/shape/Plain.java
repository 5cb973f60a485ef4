package io.mall.sharding.route.shape;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.shardingsphere.sharding.rule.ShardingRule;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.column.ColumnSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.BetweenExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.BinaryOperationExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.ExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.InExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.simple.LiteralExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.simple.ParameterMarkerExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.SimpleTableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.SelectStatement;

/**
 * The short way for most statements: one table on one shard, whose conditions are written so that
 * ShardingSphere reads them as they are, is always answered rightly.
 */
final class Plain {
  private Plain() {}

  /**
   * Whether the short way may be taken.
   *
   * @param selects how many SELECTs the text has if nothing is nested: none for a write
   */
  static boolean isPlain(SelectStatement select, String sql, int selects, ShardingRule rule) {
    if (select.getCombine().isPresent()
        || select.getWithSegment().isPresent()
        || !(select.getFrom().orElse(null) instanceof SimpleTableSegment table)
        || nested(sql, selects)) {
      return false;
    }
    String name = table.getTableName().getIdentifier().getValue();
    return select.getWhere().isEmpty()
        || Conjuncts.branches(select.getWhere().get().getExpr()).stream()
            .allMatch(each -> isPlain(each, name, rule));
  }

  /** Whether there is one more SELECT; one in a literal leads the long way, which is right too. */
  private static boolean nested(String sql, int selects) {
    String upper = sql.toUpperCase(Locale.ROOT);
    int from = 0;
    for (int i = 0; i <= selects; i++) {
      int at = upper.indexOf("SELECT", from);
      if (at < 0) {
        return false;
      }
      from = at + 1;
    }
    return true;
  }

  private static boolean isValue(ExpressionSegment expression) {
    return expression instanceof LiteralExpressionSegment
        || expression instanceof ParameterMarkerExpressionSegment;
  }

  private static boolean isPlain(
      Collection<ExpressionSegment> branch, String table, ShardingRule rule) {
    Set<String> keys = new HashSet<>();
    for (ExpressionSegment each : branch) {
      ColumnSegment column =
          switch (each) {
            case BinaryOperationExpression binary
                when binary.getLeft() instanceof ColumnSegment left && isValue(binary.getRight()) ->
                left;
            case InExpression in
                when in.getLeft() instanceof ColumnSegment left
                    && in.getExpressionList().stream().allMatch(Plain::isValue) ->
                left;
            case BetweenExpression between
                when between.getLeft() instanceof ColumnSegment left
                    && !between.isNot()
                    && isValue(between.getBetweenExpr())
                    && isValue(between.getAndExpr()) ->
                left;
            default -> null;
          };
      if (column == null) {
        return false;
      }
      String name = column.getIdentifier().getValue();
      boolean key = rule.findShardingColumn(name, table).isPresent();
      boolean negated = each instanceof InExpression in && in.isNot();
      if (key && (negated || !keys.add(name.toLowerCase(Locale.ROOT)))) {
        return false;
      }
    }
    return true;
  }
}

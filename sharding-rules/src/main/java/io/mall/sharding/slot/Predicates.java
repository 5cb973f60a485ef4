package io.mall.sharding.slot;

import io.mall.sharding.slot.ShardingKeyAuditor.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.shardingsphere.sharding.rule.ShardingRule;
import org.apache.shardingsphere.sql.parser.statement.core.extractor.ExpressionExtractor;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.column.ColumnSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.BetweenExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.BinaryOperationExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.ExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.InExpression;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.simple.LiteralExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.simple.ParameterMarkerExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.predicate.AndPredicate;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.bound.ColumnSegmentBoundInfo;
import org.jspecify.annotations.Nullable;

/** The predicates of one OR-branch: which tables they tie to a key, and which of them mislead. */
final class Predicates {
  private static final Set<String> RANGES = Set.of("<", "<=", ">", ">=");

  private final ShardingRule rule;
  private final List<Object> params;
  private final Set<String> tied = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String[]> ties = new ArrayList<>();
  private final Map<String, Class<?>> types = new HashMap<>();
  private @Nullable Refusal refusal;

  /**
   * Starts a branch.
   *
   * @param outer tables of enclosing scopes, which have their key
   */
  Predicates(ShardingRule rule, List<Object> params, Set<String> outer) {
    this.rule = rule;
    this.params = params;
    tied.addAll(outer);
  }

  static List<List<ExpressionSegment>> branches(ExpressionSegment where) {
    List<List<ExpressionSegment>> branches = new ArrayList<>();
    for (AndPredicate each : ExpressionExtractor.extractAndPredicates(where)) {
      branches.add(new ArrayList<>(each.getPredicates()));
    }
    return branches;
  }

  /** The predicates of a join that hold for every row it yields; none if it has branches. */
  static Collection<ExpressionSegment> always(ExpressionSegment on) {
    List<List<ExpressionSegment>> branches = branches(on);
    return branches.size() == 1 ? branches.getFirst() : List.of();
  }

  static boolean isConstant(ExpressionSegment expression) {
    return expression instanceof ParameterMarkerExpressionSegment
        || expression instanceof LiteralExpressionSegment;
  }

  @Nullable Refusal refusal() {
    return refusal;
  }

  /** The tables that neither have a key nor are joined by key to one that has. */
  Set<String> untied(Set<String> tables) {
    boolean grown = true;
    while (grown) {
      grown = false;
      for (String[] each : ties) {
        if (tied.contains(each[0]) != tied.contains(each[1])) {
          tied.add(each[0]);
          tied.add(each[1]);
          grown = true;
        }
      }
    }
    Set<String> untied = new LinkedHashSet<>(tables);
    untied.removeIf(tied::contains);
    return untied;
  }

  void add(ExpressionSegment predicate) {
    switch (predicate) {
      case BinaryOperationExpression binary -> compare(binary);
      case InExpression in -> in(in);
      case BetweenExpression between -> between(between);
      default -> {
        // Ties nothing.
      }
    }
  }

  /** A column of USING, or one a NATURAL join found: the same in two tables. */
  void using(ColumnSegment column) {
    String one = keyTable(column.getColumnBoundInfo());
    String other = keyTable(column.getOtherUsingColumnBoundInfo());
    if (one != null && other != null) {
      ties.add(new String[] {one, other});
    }
  }

  private void compare(BinaryOperationExpression binary) {
    ExpressionSegment left = binary.getLeft();
    ExpressionSegment right = binary.getRight();
    boolean equal = binary.getOperator().equals("=");
    boolean range = RANGES.contains(binary.getOperator());
    String leftTable = keyTable(left);
    String rightTable = keyTable(right);
    if (leftTable != null && rightTable != null) {
      if (equal) {
        ties.add(new String[] {leftTable, rightTable});
      }
    } else if (leftTable != null && isConstant(right) && (equal || range)) {
      tied.add(leftTable);
      if (equal) {
        sameType(leftTable, (ColumnSegment) left, right);
      }
    } else if (rightTable != null && isConstant(left)) {
      if (range) {
        refuse(rightTable, "write the column of `%s` on its left side", binary.getText());
      } else if (equal) {
        tied.add(rightTable);
        sameType(rightTable, (ColumnSegment) right, left);
      }
    }
  }

  private void in(InExpression in) {
    String table = keyTable(in.getLeft());
    if (table == null || in.isNot()) {
      return;
    }
    Collection<ExpressionSegment> values = in.getExpressionList();
    if (values.stream().allMatch(Predicates::isConstant)) {
      tied.add(table);
    } else if (values.stream().anyMatch(Predicates::isConstant)) {
      refuse(table, "`%s` mixes values and expressions, of which only values route", in.getText());
    }
  }

  private void between(BetweenExpression between) {
    String table = keyTable(between.getLeft());
    if (table == null) {
      return;
    }
    if (between.isNot()) {
      refuse(table, "`%s` would be routed as if NOT were not there", between.getText());
    } else if (isConstant(between.getBetweenExpr()) && isConstant(between.getAndExpr())) {
      tied.add(table);
    }
  }

  /**
   * ShardingSphere compares the values of two conditions on one column by their Java types: 5 as
   * Integer and as Long contradict each other, and the statement finds nothing.
   */
  private void sameType(String table, ColumnSegment column, ExpressionSegment constant) {
    Object value = null;
    if (constant instanceof ParameterMarkerExpressionSegment marker) {
      int index = marker.getParameterMarkerIndex();
      value = index < params.size() ? params.get(index) : null;
    } else if (constant instanceof LiteralExpressionSegment literal) {
      value = literal.getLiterals();
    }
    if (value == null) {
      return;
    }
    String name = column.getIdentifier().getValue().toLowerCase(Locale.ROOT);
    Class<?> before = types.putIfAbsent(table + "." + name, value.getClass());
    if (before != null && before != value.getClass()) {
      refuse(table, "`%s` is given twice, as two Java types that never compare equal", name);
    }
  }

  private void refuse(String table, String reason, String detail) {
    if (refusal == null) {
      refusal = new Refusal(table, reason.formatted(detail), false);
    }
  }

  /** The sharded table whose key this is, or null. */
  private @Nullable String keyTable(ExpressionSegment expression) {
    return expression instanceof ColumnSegment column
        ? keyTable(column.getColumnBoundInfo())
        : null;
  }

  private @Nullable String keyTable(@Nullable ColumnSegmentBoundInfo bound) {
    if (bound == null) {
      return null;
    }
    String table = bound.getOriginalTable().getValue();
    return rule.findShardingColumn(bound.getOriginalColumn().getValue(), table).isPresent()
        ? table
        : null;
  }
}

package io.mall.sharding.slot;

import io.mall.sharding.slot.ShardingKeyAuditor.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.shardingsphere.infra.binder.context.segment.insert.values.InsertValueContext;
import org.apache.shardingsphere.infra.binder.context.statement.SQLStatementContext;
import org.apache.shardingsphere.infra.binder.context.statement.dml.InsertStatementContext;
import org.apache.shardingsphere.infra.binder.context.type.TableAvailable;
import org.apache.shardingsphere.sharding.rule.ShardingRule;
import org.apache.shardingsphere.sql.parser.statement.core.extractor.SubqueryExtractor;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.assignment.ColumnAssignmentSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.assignment.SetAssignmentSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.column.ColumnSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.combine.CombineSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.ExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.subquery.SubqueryExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.subquery.SubquerySegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ProjectionsSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.predicate.WhereSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.DeleteMultiTableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.JoinTableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.SimpleTableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.TableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.DeleteStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.SelectStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.UpdateStatement;
import org.apache.shardingsphere.sql.parser.statement.mysql.dml.MySQLSelectStatement;
import org.jspecify.annotations.Nullable;

/** Looks for the sharding key in every scope of one statement; stops at the first refusal. */
final class KeyCheck {
  private final ShardingRule rule;
  private final List<Object> params;
  private final Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  KeyCheck(ShardingRule rule, List<Object> params) {
    this.rule = rule;
    this.params = params;
  }

  @Nullable Refusal check(SQLStatementContext context) {
    Refusal refusal =
        switch (context.getSqlStatement()) {
          case SelectStatement select -> select(select, Set.of());
          case UpdateStatement update -> update(update);
          case DeleteStatement delete -> scope(delete.getTable(), delete.getWhere().orElse(null));
          default -> context instanceof InsertStatementContext insert ? insert(insert) : null;
        };
    return refusal == null && context instanceof TableAvailable tables
        ? unseen(tables.getTablesContext().getTableNames())
        : refusal;
  }

  /** A sharded table in a place that this check does not know must not slip through. */
  private @Nullable Refusal unseen(Collection<String> tables) {
    for (String each : tables) {
      if (rule.isShardingTable(each) && !seen.contains(each)) {
        return new Refusal(each, "it stands where no sharding key can be looked for", true);
      }
    }
    return null;
  }

  private @Nullable Refusal update(UpdateStatement update) {
    Refusal refusal = scope(update.getTable(), update.getWhere().orElse(null));
    if (refusal != null) {
      return refusal;
    }
    Set<String> tables = shardedTables(update.getTable());
    for (ColumnAssignmentSegment each : assignments(update)) {
      if (each.getValue() instanceof SubqueryExpressionSegment value) {
        Refusal inside = select(value.getSubquery().getSelect(), tables);
        if (inside != null) {
          return inside;
        }
      }
    }
    return null;
  }

  private static Collection<ColumnAssignmentSegment> assignments(UpdateStatement update) {
    return update
        .getAssignmentSegment()
        .map(SetAssignmentSegment::getAssignments)
        .orElse(List.of());
  }

  /** A write touches what a read of its tables under its condition would touch. */
  private @Nullable Refusal scope(TableSegment from, @Nullable WhereSegment where) {
    MySQLSelectStatement select = new MySQLSelectStatement();
    select.setProjections(new ProjectionsSegment(0, 0));
    select.setFrom(from instanceof DeleteMultiTableSegment multi ? multi.getRelationTable() : from);
    select.setWhere(where);
    return select(select, Set.of());
  }

  private @Nullable Refusal select(SelectStatement select, Set<String> outer) {
    if (select.getCombine().isPresent()) {
      CombineSegment combine = select.getCombine().get();
      Refusal left = select(combine.getLeft().getSelect(), outer);
      return left != null ? left : select(combine.getRight().getSelect(), outer);
    }
    Set<String> tables = select.getFrom().map(this::shardedTables).orElse(Set.of());
    if (!tables.isEmpty()) {
      Refusal refusal =
          keys(tables, select.getWhere().orElse(null), select.getFrom().orElse(null), outer);
      if (refusal != null) {
        return refusal;
      }
    }
    Set<String> visible = new LinkedHashSet<>(outer);
    visible.addAll(tables);
    for (SubquerySegment each : SubqueryExtractor.extractSubquerySegments(select, false)) {
      Refusal refusal = select(each.getSelect(), visible);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  /** Every OR-branch must tie every table of the scope to a key. */
  private @Nullable Refusal keys(
      Set<String> tables,
      @Nullable WhereSegment where,
      @Nullable TableSegment from,
      Set<String> outer) {
    if (where == null) {
      return noKey(tables.iterator().next());
    }
    List<ExpressionSegment> joined = new ArrayList<>();
    List<ColumnSegment> joinColumns = new ArrayList<>();
    joins(from, joined, joinColumns);
    for (List<ExpressionSegment> branch : Predicates.branches(where.getExpr())) {
      Predicates predicates = new Predicates(rule, params, outer);
      joinColumns.forEach(predicates::using);
      branch.forEach(predicates::add);
      joined.forEach(predicates::add);
      if (predicates.refusal() != null) {
        return predicates.refusal();
      }
      Set<String> loose = predicates.untied(tables);
      if (!loose.isEmpty()) {
        return noKey(loose.iterator().next());
      }
    }
    return null;
  }

  /** What ON, USING and NATURAL say about every row of a join. */
  private static void joins(
      @Nullable TableSegment from, List<ExpressionSegment> on, List<ColumnSegment> using) {
    if (from instanceof JoinTableSegment join) {
      joins(join.getLeft(), on, using);
      joins(join.getRight(), on, using);
      if (join.getCondition() != null) {
        on.addAll(Predicates.always(join.getCondition()));
      }
      using.addAll(join.getUsing());
      using.addAll(join.getDerivedUsing());
    }
  }

  private static Refusal noKey(String table) {
    return new Refusal(table, "it gives no sharding key, so it would visit every shard", true);
  }

  private @Nullable Refusal insert(InsertStatementContext insert) {
    String table = insert.getTablesContext().getTableNames().iterator().next();
    seen.add(table);
    if (insert.getInsertSelectContext() != null) {
      return select(
          insert.getInsertSelectContext().getSelectStatementContext().getSqlStatement(), Set.of());
    }
    List<String> columns = insert.getColumnNames();
    for (InsertValueContext row : insert.getInsertValueContexts()) {
      boolean found = false;
      for (int i = 0; i < columns.size() && i < row.getValueExpressions().size(); i++) {
        found |=
            rule.findShardingColumn(columns.get(i), table).isPresent()
                && Predicates.isConstant(row.getValueExpressions().get(i));
      }
      if (!found) {
        return noKey(table);
      }
    }
    return null;
  }

  private Set<String> shardedTables(TableSegment from) {
    Set<String> tables = new LinkedHashSet<>();
    collect(from, tables);
    return tables;
  }

  private void collect(TableSegment from, Set<String> tables) {
    switch (from) {
      case JoinTableSegment join -> {
        collect(join.getLeft(), tables);
        collect(join.getRight(), tables);
      }
      case SimpleTableSegment simple -> {
        String name = simple.getTableName().getIdentifier().getValue();
        if (rule.isShardingTable(name)) {
          tables.add(name);
          seen.add(name);
        }
      }
      default -> {
        // A derived table: its own scope, reached as a subquery.
      }
    }
  }
}

package io.mall.sharding.route.shape;

import java.util.Optional;
import org.apache.shardingsphere.infra.metadata.database.ShardingSphereDatabase;
import org.apache.shardingsphere.infra.route.context.RouteContext;
import org.apache.shardingsphere.infra.route.context.RouteUnit;
import org.apache.shardingsphere.infra.session.query.QueryContext;
import org.apache.shardingsphere.readwritesplitting.rule.ReadwriteSplittingRule;
import org.apache.shardingsphere.sharding.rule.ShardingRule;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ProjectionsSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.predicate.WhereSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.DeleteMultiTableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.TableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.statement.SQLStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.DeleteStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.InsertStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.SelectStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.UpdateStatement;
import org.apache.shardingsphere.sql.parser.statement.mysql.dml.MySQLSelectStatement;
import org.jspecify.annotations.Nullable;

/** Finds out whether the answer to one execution would be the one an unsharded database gives. */
public final class Shapes {
  private Shapes() {}

  /** Nothing if the answer is right; the statement and its real route are known. */
  public static Optional<WrongShape> judge(
      QueryContext query, RouteContext route, ShardingRule rule, ShardingSphereDatabase database) {
    WrongShape replica = replica(query, route, database);
    if (replica != null) {
      return Optional.of(replica);
    }
    SQLStatement statement = query.getSqlStatementContext().getSqlStatement();
    SelectStatement select = select(statement);
    if (select == null) {
      return Optional.empty();
    }
    boolean single = route.getRouteUnits().size() == 1;
    int selects = statement instanceof SelectStatement ? 1 : 0;
    if (single
        && !(statement instanceof InsertStatement)
        && Plain.isPlain(select, query.getSql(), selects, rule)) {
      return Optional.empty();
    }
    BlockReader reader = new BlockReader(rule);
    Block top = reader.read(select);
    if (top.sharded().isEmpty()) {
      return Optional.empty();
    }
    String plain = SqlText.plain(query.getSql());
    boolean synthetic =
        statement instanceof UpdateStatement || statement instanceof DeleteStatement;
    if (SqlText.selects(plain) > reader.selects() - (synthetic ? 1 : 0)) {
      return Optional.of(new WrongShape(Shape.HIDDEN_SUBQUERY, "SELECT"));
    }
    Columns columns = new Columns(rule, database);
    Nodes nodes = new Nodes(rule, query);
    Locality locality = new Locality(columns, plain);
    Reach reach = new Reach(columns, nodes, locality, top);
    Judgement judgement = new Judgement(columns, nodes, locality, reach, rule, route);
    WrongShape wrong = judgement.reached(top);
    if (wrong == null && !single) {
      wrong = judgement.spread(top);
      if (wrong == null && statement instanceof SelectStatement && !top.combined()) {
        wrong = new Merging(columns, locality, plain).check(top);
      }
    }
    if (wrong == null && statement instanceof InsertStatement insert) {
      wrong = judgement.inserted(insert, top);
    }
    return Optional.ofNullable(wrong);
  }

  private static @Nullable SelectStatement select(SQLStatement statement) {
    return switch (statement) {
      case SelectStatement select -> select;
      case InsertStatement insert ->
          insert.getInsertSelect().map(each -> each.getSelect()).orElse(null);
      case UpdateStatement update -> scope(update.getTable(), update.getWhere().orElse(null));
      case DeleteStatement delete -> scope(delete.getTable(), delete.getWhere().orElse(null));
      default -> null;
    };
  }

  /** A write touches what a read of its tables under its condition would touch. */
  private static SelectStatement scope(TableSegment from, @Nullable WhereSegment where) {
    MySQLSelectStatement select = new MySQLSelectStatement();
    select.setProjections(new ProjectionsSegment(0, 0));
    select.setFrom(from instanceof DeleteMultiTableSegment multi ? multi.getRelationTable() : from);
    select.setWhere(where);
    return select;
  }

  private static @Nullable WrongShape replica(
      QueryContext query, RouteContext route, ShardingSphereDatabase database) {
    if (!query.getConnectionContext().getTransactionContext().isInTransaction()) {
      return null;
    }
    Optional<ReadwriteSplittingRule> splitting =
        database.getRuleMetaData().findSingleRule(ReadwriteSplittingRule.class);
    if (splitting.isEmpty()) {
      return null;
    }
    for (RouteUnit each : route.getRouteUnits()) {
      String group = each.getDataSourceMapper().getLogicName();
      String member = each.getDataSourceMapper().getActualName();
      boolean primary =
          splitting
              .get()
              .findDataSourceGroupRule(group)
              .map(one -> one.getWriteDataSource().equals(member))
              .orElse(true);
      if (!primary) {
        return new WrongShape(Shape.REPLICA_READ, member + " for " + group);
      }
    }
    return null;
  }
}

package io.mall.sharding.route;

import io.mall.sharding.route.RouteGuard.Breach;
import io.mall.sharding.route.RouteGuard.Mode;
import io.mall.sharding.route.RoutedStatement.Target;
import io.mall.sharding.route.budget.Budget;
import io.mall.sharding.route.shape.Shapes;
import io.mall.sharding.route.shape.WrongShape;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.apache.shardingsphere.infra.binder.context.type.TableAvailable;
import org.apache.shardingsphere.infra.metadata.database.ShardingSphereDatabase;
import org.apache.shardingsphere.infra.route.context.RouteContext;
import org.apache.shardingsphere.infra.session.query.QueryContext;
import org.apache.shardingsphere.sharding.rule.ShardingRule;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.DMLStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies a {@link RouteGuard} to the route of one execution after another. */
final class RouteJudge {
  private static final Logger log = LoggerFactory.getLogger(RouteGuard.class);
  private static final long QUIET_NANOS = 60_000_000_000L;
  private static final int MOST_REMEMBERED = 1000;
  private static final int LISTED = 4;

  private final RouteGuard guard;
  private final ConcurrentMap<String, Long> logged = new ConcurrentHashMap<>();

  RouteJudge(RouteGuard guard) {
    this.guard = guard;
  }

  boolean idle() {
    return guard.budgetMode() == Mode.OFF && guard.shapeMode() == Mode.OFF;
  }

  /** Throws if the statement must not run. */
  void judge(RouteContext route, QueryContext query, ShardingSphereDatabase database) {
    if (!(query.getSqlStatementContext().getSqlStatement() instanceof DMLStatement)
        || !(query.getSqlStatementContext() instanceof TableAvailable tables)) {
      return;
    }
    Optional<ShardingRule> rule = database.getRuleMetaData().findSingleRule(ShardingRule.class);
    if (rule.isEmpty()
        || tables.getTablesContext().getTableNames().stream()
            .noneMatch(rule.get()::isShardingTable)) {
      return;
    }
    if (guard.shapeMode() != Mode.OFF) {
      Shapes.judge(query, route, rule.get(), database)
          .ifPresent(wrong -> wrong(wrong, RouteObserver.routed(route, query, database)));
    }
    if (guard.budgetMode() != Mode.OFF) {
      budget(route, query, database);
    }
  }

  private void budget(RouteContext route, QueryContext query, ShardingSphereDatabase database) {
    int touched = route.getRouteUnits().size();
    Budget budget =
        guard.budgets().of(touched == 1 ? null : RoutedStatement.nameOf(query.getSql()));
    if (budget.allows(touched)) {
      return;
    }
    RoutedStatement statement = RouteObserver.routed(route, query, database);
    String message =
        "%s may touch %s (budget %s) but would touch %d: %s"
            .formatted(
                who(statement),
                budget.text(),
                guard.budgets().place(budget),
                touched,
                targets(statement.targets()));
    breach(
        guard.budgetMode(),
        RouteRefusedException.OVER_BUDGET,
        RouteGuard.OVER_BUDGET,
        statement,
        message);
  }

  private void wrong(WrongShape wrong, RoutedStatement statement) {
    String message =
        "%s would be answered wrongly over %s: %s"
            .formatted(who(statement), targets(statement.targets()), wrong.text());
    breach(
        guard.shapeMode(),
        RouteRefusedException.WRONG_SHAPE,
        wrong.shape().label(),
        statement,
        message);
  }

  private void breach(Mode mode, int code, String kind, RoutedStatement statement, String message) {
    boolean refused = mode == Mode.ENFORCE;
    guard.listener().accept(new Breach(kind, statement, refused, message));
    if (refused) {
      throw new RouteRefusedException(code, message);
    }
    String key = kind + " " + Objects.requireNonNullElse(statement.name(), statement.sql());
    if (isDue(key)) {
      log.atWarn()
          .addKeyValue("kind", kind)
          .addKeyValue("statement", statement.name())
          .addKeyValue("shards", statement.targets().size())
          .log("a statement breaks a rule of its route");
    }
  }

  /** Once a minute a statement. */
  private boolean isDue(String key) {
    if (logged.size() >= MOST_REMEMBERED) {
      logged.clear();
    }
    long now = System.nanoTime();
    Long before = logged.get(key);
    if (before != null && now - before < QUIET_NANOS) {
      return false;
    }
    logged.put(key, now);
    return true;
  }

  private static String who(RoutedStatement statement) {
    return statement.name() == null ? "A statement" : "Statement " + statement.name();
  }

  private static String targets(List<Target> targets) {
    if (targets.isEmpty()) {
      return "no shard";
    }
    String first =
        targets.stream()
            .limit(LISTED)
            .map(each -> each.dataSource() + "." + String.join("+", each.actualTables()))
            .collect(Collectors.joining(", "));
    int more = targets.size() - LISTED;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}

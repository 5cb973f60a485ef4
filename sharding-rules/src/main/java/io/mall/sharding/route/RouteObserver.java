package io.mall.sharding.route;

import io.mall.sharding.route.RoutedStatement.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.shardingsphere.infra.binder.context.type.TableAvailable;
import org.apache.shardingsphere.infra.config.props.ConfigurationProperties;
import org.apache.shardingsphere.infra.metadata.database.ShardingSphereDatabase;
import org.apache.shardingsphere.infra.route.context.RouteContext;
import org.apache.shardingsphere.infra.route.context.RouteMapper;
import org.apache.shardingsphere.infra.route.context.RouteUnit;
import org.apache.shardingsphere.infra.route.lifecycle.DecorateSQLRouter;
import org.apache.shardingsphere.infra.session.query.QueryContext;
import org.apache.shardingsphere.readwritesplitting.rule.ReadwriteSplittingRule;
import org.apache.shardingsphere.sharding.rule.BindingTableRule;
import org.apache.shardingsphere.sharding.rule.ShardingRule;

/**
 * The last router: changes nothing, refuses what {@link RouteGuard} forbids and what would go to a
 * server that is away, tells {@link RouteLog} what the others decided.
 */
public final class RouteObserver implements DecorateSQLRouter<RouteRule> {
  @Override
  public void decorateRouteContext(
      RouteContext route,
      QueryContext query,
      ShardingSphereDatabase database,
      RouteRule rule,
      Collection<String> tableNames,
      ConfigurationProperties props) {
    if (!rule.judge().idle()) {
      rule.judge().judge(route, query, database);
    }
    for (RouteUnit unit : route.getRouteUnits()) {
      rule.refuseAway(unit.getDataSourceMapper().getActualName());
    }
    if (RouteLog.listening()) {
      RouteLog.publish(routed(route, query, database));
    }
  }

  /** A statement and where it goes, in words of ours. */
  static RoutedStatement routed(
      RouteContext route, QueryContext query, ShardingSphereDatabase database) {
    Optional<ReadwriteSplittingRule> splitting =
        database.getRuleMetaData().findSingleRule(ReadwriteSplittingRule.class);
    Optional<ShardingRule> sharding = database.getRuleMetaData().findSingleRule(ShardingRule.class);
    Collection<String> tableNames =
        query.getSqlStatementContext() instanceof TableAvailable available
            ? available.getTablesContext().getTableNames()
            : List.of();
    List<Target> targets = new ArrayList<>();
    for (RouteUnit unit : route.getRouteUnits()) {
      RouteMapper source = unit.getDataSourceMapper();
      Set<String> tables = new TreeSet<>();
      for (RouteMapper table : unit.getTableMappers()) {
        tables.add(table.getActualName());
        sharding.ifPresent(each -> tables.addAll(bound(each, source, table, tableNames)));
      }
      targets.add(
          new Target(
              source.getLogicName(),
              source.getActualName(),
              isPrimary(splitting, source),
              List.copyOf(tables)));
    }
    return new RoutedStatement(
        RoutedStatement.nameOf(query.getSql()), query.getSql().strip(), targets);
  }

  /** The tables joined with a routed one: a route names the first, the rewriter adds the others. */
  private static Collection<String> bound(
      ShardingRule rule, RouteMapper source, RouteMapper table, Collection<String> tableNames) {
    List<String> others =
        tableNames.stream()
            .filter(each -> !each.equalsIgnoreCase(table.getLogicName()))
            .filter(each -> areBound(rule, each, table.getLogicName()))
            .toList();
    return rule.getLogicAndActualTablesFromBindingTable(
            source.getLogicName(), table.getLogicName(), table.getActualName(), others)
        .values();
  }

  private static boolean areBound(ShardingRule rule, String one, String other) {
    return rule.findBindingTableRule(one)
        .map((BindingTableRule binding) -> binding.hasLogicTable(other))
        .orElse(false);
  }

  private static boolean isPrimary(Optional<ReadwriteSplittingRule> splitting, RouteMapper source) {
    return splitting
        .flatMap(rule -> rule.findDataSourceGroupRule(source.getLogicName()))
        .map(group -> group.getReadwriteSplittingGroup().getWriteDataSource())
        .map(source.getActualName()::equals)
        .orElse(true);
  }

  @Override
  public Type getType() {
    return Type.DATA_SOURCE;
  }

  @Override
  public int getOrder() {
    return RouteRule.ORDER;
  }

  @Override
  public Class<RouteRule> getTypeClass() {
    return RouteRule.class;
  }
}

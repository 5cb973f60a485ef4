package io.mall.sharding.route.preview;

import io.mall.sharding.route.ddl.LogicSchema;
import io.mall.sharding.route.preview.Route.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.shardingsphere.broadcast.rule.BroadcastRule;
import org.apache.shardingsphere.infra.binder.context.aware.ParameterAware;
import org.apache.shardingsphere.infra.binder.context.statement.SQLStatementContext;
import org.apache.shardingsphere.infra.binder.context.type.TableAvailable;
import org.apache.shardingsphere.infra.binder.engine.SQLBindEngine;
import org.apache.shardingsphere.infra.connection.kernel.KernelProcessor;
import org.apache.shardingsphere.infra.executor.audit.SQLAuditEngine;
import org.apache.shardingsphere.infra.executor.sql.context.ExecutionContext;
import org.apache.shardingsphere.infra.executor.sql.context.ExecutionUnit;
import org.apache.shardingsphere.infra.hint.HintValueContext;
import org.apache.shardingsphere.infra.hint.SQLHintUtils;
import org.apache.shardingsphere.infra.metadata.ShardingSphereMetaData;
import org.apache.shardingsphere.infra.metadata.database.rule.RuleMetaData;
import org.apache.shardingsphere.infra.route.context.RouteMapper;
import org.apache.shardingsphere.infra.route.context.RouteUnit;
import org.apache.shardingsphere.infra.session.connection.ConnectionContext;
import org.apache.shardingsphere.infra.session.query.QueryContext;
import org.apache.shardingsphere.parser.rule.SQLParserRule;
import org.apache.shardingsphere.sharding.rule.ShardingRule;
import org.apache.shardingsphere.sql.parser.statement.core.statement.SQLStatement;

/** Tells where a statement goes, as the running middleware would, without one. */
public final class RoutePreview {

  private final OfflineDatabase offline;

  private RoutePreview(OfflineDatabase offline) {
    this.offline = offline;
  }

  /**
   * Reads rules and schema.
   *
   * @throws IOException if the rules cannot be read
   */
  public static RoutePreview open(Path rules, LogicSchema schema) throws IOException {
    return new RoutePreview(OfflineDatabase.open(rules, schema));
  }

  /** The route of a statement; a refusal is a route too. */
  public Route route(String sql, List<Object> parameters) {
    try {
      return routed(sql, parameters);
    } catch (RuntimeException | LinkageError e) {
      return new Route(RouteClass.UNSUPPORTED, reason(e), List.of(), 0);
    }
  }

  private Route routed(String sql, List<Object> parameters) {
    ShardingSphereMetaData metaData = offline.metaData();
    RuleMetaData global = metaData.getGlobalRuleMetaData();
    HintValueContext hint = SQLHintUtils.extractHint(sql);
    String plain = SQLHintUtils.removeHint(sql);
    SQLStatement statement =
        global
            .getSingleRule(SQLParserRule.class)
            .getSQLParserEngine(offline.database().getProtocolType())
            .parse(plain, false);
    SQLStatementContext context =
        new SQLBindEngine(metaData, offline.name(), hint).bind(statement, parameters);
    if (context instanceof ParameterAware aware) {
      aware.setUpParameters(parameters);
    }
    ConnectionContext connection = new ConnectionContext(Set::of);
    connection.setCurrentDatabaseName(offline.name());
    QueryContext query = new QueryContext(context, plain, parameters, hint, connection, metaData);
    SQLAuditEngine.audit(query, global, offline.database());
    ExecutionContext execution =
        new KernelProcessor().generateExecutionContext(query, global, metaData.getProps());
    Collection<RouteUnit> routed = execution.getRouteContext().getRouteUnits();
    boolean joined = execution.getExecutionUnits().size() < routed.size();
    List<Unit> units =
        execution.getExecutionUnits().stream()
            .map(each -> unit(each, joined ? routed : List.of()))
            .toList();
    Set<String> logicTables = tables(context);
    RouteClass kind = kind(logicTables, routed, units);
    String why = new Reasons(offline).of(context, parameters, hint, logicTables);
    return new Route(kind, why, units, routed.size());
  }

  private static Set<String> tables(SQLStatementContext context) {
    return context instanceof TableAvailable available
        ? new TreeSet<>(available.getTablesContext().getTableNames())
        : new TreeSet<>();
  }

  /**
   * What is sent to a data source.
   *
   * @param joined the routes, where ShardingSphere asks several tables of a data source in one
   *     statement, of which the unit names the first
   */
  private static Unit unit(ExecutionUnit each, Collection<RouteUnit> joined) {
    Set<String> tables = new TreeSet<>();
    joined.stream()
        .filter(one -> one.getDataSourceMapper().getActualName().equals(each.getDataSourceName()))
        .flatMap(one -> one.getTableMappers().stream())
        .map(RouteMapper::getActualName)
        .forEach(tables::add);
    each.getSqlUnit().getTableRouteMappers().stream()
        .map(RouteMapper::getActualName)
        .forEach(tables::add);
    return new Unit(
        each.getDataSourceName(),
        List.copyOf(tables),
        each.getSqlUnit().getSql().strip(),
        new ArrayList<>(each.getSqlUnit().getParameters()));
  }

  private RouteClass kind(Set<String> tables, Collection<RouteUnit> routed, List<Unit> units) {
    RuleMetaData rules = offline.database().getRuleMetaData();
    boolean sharded =
        rules
            .findSingleRule(ShardingRule.class)
            .map(rule -> tables.stream().anyMatch(rule::isShardingTable))
            .orElse(false);
    boolean broadcast =
        rules
            .findSingleRule(BroadcastRule.class)
            .map(rule -> !tables.isEmpty() && rule.getTables().containsAll(tables))
            .orElse(false);
    if (units.isEmpty()) {
      return RouteClass.UNSUPPORTED;
    }
    int nodes = Math.max(routed.size(), units.size());
    if (nodes == 1) {
      return RouteClass.SINGLE;
    }
    if (broadcast && !sharded) {
      return RouteClass.BROADCAST;
    }
    return nodes >= most(tables) ? RouteClass.ALL : RouteClass.SEVERAL;
  }

  /** How many data nodes the largest of the tables has. */
  private int most(Set<String> tables) {
    return offline
        .database()
        .getRuleMetaData()
        .findSingleRule(ShardingRule.class)
        .map(
            rule ->
                tables.stream()
                    .flatMap(each -> rule.findShardingTable(each).stream())
                    .mapToInt(each -> each.getActualDataNodes().size())
                    .max()
                    .orElse(Integer.MAX_VALUE))
        .orElse(Integer.MAX_VALUE);
  }

  private static String reason(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("").strip();
  }
}

package io.mall.sharding.route.preview;

import com.zaxxer.hikari.HikariDataSource;
import io.mall.sharding.route.ddl.LogicColumn;
import io.mall.sharding.route.ddl.LogicSchema;
import io.mall.sharding.route.ddl.LogicTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.shardingsphere.driver.yaml.YamlJDBCConfiguration;
import org.apache.shardingsphere.infra.config.database.impl.DataSourceProvidedDatabaseConfiguration;
import org.apache.shardingsphere.infra.config.mode.ModeConfiguration;
import org.apache.shardingsphere.infra.config.props.ConfigurationProperties;
import org.apache.shardingsphere.infra.config.rule.RuleConfiguration;
import org.apache.shardingsphere.infra.config.rule.scope.GlobalRuleConfiguration;
import org.apache.shardingsphere.infra.database.core.metadata.data.model.ColumnMetaData;
import org.apache.shardingsphere.infra.database.core.type.DatabaseType;
import org.apache.shardingsphere.infra.instance.ComputeNodeInstance;
import org.apache.shardingsphere.infra.instance.ComputeNodeInstanceContext;
import org.apache.shardingsphere.infra.instance.metadata.jdbc.JDBCInstanceMetaData;
import org.apache.shardingsphere.infra.lock.LockContext;
import org.apache.shardingsphere.infra.lock.LockDefinition;
import org.apache.shardingsphere.infra.metadata.ShardingSphereMetaData;
import org.apache.shardingsphere.infra.metadata.database.ShardingSphereDatabase;
import org.apache.shardingsphere.infra.metadata.database.resource.ResourceMetaData;
import org.apache.shardingsphere.infra.metadata.database.rule.RuleMetaData;
import org.apache.shardingsphere.infra.metadata.database.schema.model.ShardingSphereColumn;
import org.apache.shardingsphere.infra.metadata.database.schema.model.ShardingSphereSchema;
import org.apache.shardingsphere.infra.metadata.database.schema.model.ShardingSphereTable;
import org.apache.shardingsphere.infra.rule.attribute.datanode.MutableDataNodeRuleAttribute;
import org.apache.shardingsphere.infra.rule.builder.global.GlobalRulesBuilder;
import org.apache.shardingsphere.infra.spi.type.typed.TypedSPILoader;
import org.apache.shardingsphere.infra.util.eventbus.EventBusContext;
import org.apache.shardingsphere.infra.util.yaml.YamlEngine;
import org.apache.shardingsphere.infra.yaml.config.swapper.rule.YamlRuleConfigurationSwapperEngine;
import org.apache.shardingsphere.single.config.SingleRuleConfiguration;

/** ShardingSphere's metadata of a sharded database that nobody connects to. */
record OfflineDatabase(ShardingSphereMetaData metaData, String name) {

  private static final DatabaseType MYSQL = TypedSPILoader.getService(DatabaseType.class, "MySQL");

  static OfflineDatabase open(Path rules, LogicSchema schema) throws IOException {
    YamlJDBCConfiguration yaml =
        YamlEngine.unmarshal(Files.readString(rules), YamlJDBCConfiguration.class);
    yaml.rebuild();
    List<RuleConfiguration> database = new ArrayList<>();
    List<RuleConfiguration> global = new ArrayList<>();
    List<String> singles = new ArrayList<>();
    for (RuleConfiguration each :
        new YamlRuleConfigurationSwapperEngine().swapToRuleConfigurations(yaml.getRules())) {
      if (each instanceof SingleRuleConfiguration single) {
        singles.addAll(single.getTables());
      } else if (each instanceof GlobalRuleConfiguration) {
        global.add(each);
      } else {
        database.add(each);
      }
    }
    String name = yaml.getDatabaseName() == null ? "logic_db" : yaml.getDatabaseName();
    Properties props = new Properties();
    props.putAll(yaml.getProps() == null ? new Properties() : yaml.getProps());
    return build(name, sources(yaml), database, global, singles, schema, props);
  }

  private static OfflineDatabase build(
      String name,
      Map<String, DataSource> sources,
      List<RuleConfiguration> rules,
      List<RuleConfiguration> globalRules,
      List<String> singles,
      LogicSchema schema,
      Properties props) {
    rules.add(new SingleRuleConfiguration());
    ShardingSphereDatabase database =
        ShardingSphereDatabase.create(
            name,
            MYSQL,
            new DataSourceProvidedDatabaseConfiguration(sources, rules),
            instance(name),
            List.of(new ShardingSphereSchema(name, tables(schema), List.of())));
    for (String each : singles) {
      int dot = each.indexOf('.');
      String table = each.substring(each.lastIndexOf('.') + 1);
      Collection<LogicTable> named =
          table.equals("*") ? schema.tables() : schema.table(table).stream().toList();
      named.forEach(one -> addSingle(database, each.substring(0, dot), name, one.name()));
    }
    ConfigurationProperties properties = new ConfigurationProperties(props);
    Collection<ShardingSphereDatabase> databases = List.of(database);
    RuleMetaData global =
        new RuleMetaData(GlobalRulesBuilder.buildRules(globalRules, databases, properties));
    ResourceMetaData none = new ResourceMetaData(Map.of());
    return new OfflineDatabase(
        new ShardingSphereMetaData(databases, none, global, properties), name);
  }

  private static void addSingle(
      ShardingSphereDatabase database, String dataSource, String schema, String table) {
    database
        .getRuleMetaData()
        .getAttributes(MutableDataNodeRuleAttribute.class)
        .forEach(each -> each.put(dataSource, schema, table));
  }

  /** Pools that are never asked for a connection; each stands on a server of its own. */
  private static Map<String, DataSource> sources(YamlJDBCConfiguration yaml) {
    Map<String, DataSource> sources = new LinkedHashMap<>();
    for (String each : yaml.getDataSources().keySet()) {
      HikariDataSource source = new HikariDataSource();
      source.setJdbcUrl("jdbc:mysql://" + each.replace('_', '-') + ".invalid:3306/" + each);
      source.setUsername("nobody");
      sources.put(each, source);
    }
    return sources;
  }

  private static ComputeNodeInstanceContext instance(String name) {
    ComputeNodeInstanceContext context =
        new ComputeNodeInstanceContext(
            new ComputeNodeInstance(new JDBCInstanceMetaData("offline", name), List.of()),
            new ModeConfiguration("Standalone", null),
            new EventBusContext());
    context.init(_ -> 0, new NoLocks());
    return context;
  }

  private static List<ShardingSphereTable> tables(LogicSchema schema) {
    List<ShardingSphereTable> tables = new ArrayList<>();
    for (LogicTable table : schema.tables()) {
      List<ShardingSphereColumn> columns = new ArrayList<>();
      for (LogicColumn each : table.columns()) {
        boolean primary = table.primaryKey().stream().anyMatch(each.name()::equalsIgnoreCase);
        boolean unsigned = each.declaration().toUpperCase(Locale.ROOT).contains("UNSIGNED");
        columns.add(
            new ShardingSphereColumn(
                new ColumnMetaData(
                    each.name(),
                    type(each),
                    primary,
                    each.autoIncrement(),
                    each.binaryText(),
                    true,
                    unsigned,
                    each.nullable())));
      }
      tables.add(new ShardingSphereTable(table.name(), columns, List.of(), List.of()));
    }
    return tables;
  }

  private static int type(LogicColumn column) {
    return switch (column.family()) {
      case INTEGER -> Types.BIGINT;
      case TEXT -> Types.VARCHAR;
      case TIME -> Types.TIMESTAMP;
      case OTHER -> Types.OTHER;
    };
  }

  ShardingSphereDatabase database() {
    return metaData.getDatabase(name);
  }

  /** Nobody shares an offline database. */
  private static final class NoLocks implements LockContext {

    @Override
    public boolean tryLock(LockDefinition definition, long timeoutMillis) {
      return true;
    }

    @Override
    public void unlock(LockDefinition definition) {}
  }
}

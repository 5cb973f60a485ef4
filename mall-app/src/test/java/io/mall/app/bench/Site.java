package io.mall.app.bench;

import io.mall.app.MallApplication;
import io.mall.local.LocalCluster;
import io.mall.sharding.schema.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A local cluster of its own with one instance of the shop, in this process, for a benchmark. */
public final class Site implements AutoCloseable {

  private final LocalCluster cluster;
  private final ConfigurableApplicationContext shop;

  private Site(LocalCluster cluster, ConfigurableApplicationContext shop) {
    this.cluster = cluster;
    this.shop = shop;
  }

  /** The shop with its own defaults but for the settings given. */
  static Site open(Map<String, String> settings) {
    LocalCluster cluster = LocalCluster.builder().start();
    Schema.migrate(
        "classpath:sharding-rules/rules.yaml",
        "classpath:sql/schema",
        cluster.environment()::get,
        line -> {});
    List<String> arguments = new ArrayList<>();
    cluster.environment().forEach((name, value) -> arguments.add("--" + name + "=" + value));
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.add("--server.port=0");
    arguments.add("--management.server.port=0");
    arguments.add("--spring.profiles.active=local");
    arguments.add("--logging.level.root=WARN");
    return new Site(
        cluster,
        new SpringApplicationBuilder(MallApplication.class)
            .registerShutdownHook(false)
            .run(arguments.toArray(String[]::new)));
  }

  /** Where the shop listens. */
  int port() {
    return shop.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  int managementPort() {
    return shop.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
  }

  public <T> T bean(Class<T> type) {
    return shop.getBean(type);
  }

  /** The addresses of the servers, by the names that the rules use. */
  public Map<String, String> environment() {
    return cluster.environment();
  }

  /** A plain connection to the primary of a data source, by nothing but the driver. */
  public Connection connect(String dataSource) throws SQLException {
    Map<String, String> where = cluster.environment();
    return DriverManager.getConnection(
        where.get("MALL_" + dataSource.toUpperCase(java.util.Locale.ROOT) + "_PRIMARY_URL")
            + "?useServerPrepStmts=true&cachePrepStmts=true&allowPublicKeyRetrieval=true"
            + "&useLocalSessionState=true",
        where.get("MALL_DB_USERNAME"),
        where.get("MALL_DB_PASSWORD"));
  }

  /** The server and what makes its commits durable. */
  public String engine() throws SQLException {
    try (Connection connection = connect("ds_0");
        Statement statement = connection.createStatement()) {
      return "%s, innodb_flush_log_at_trx_commit=%s, sync_binlog=%s"
          .formatted(
              ask(statement, "SELECT @@version"),
              ask(statement, "SELECT @@innodb_flush_log_at_trx_commit"),
              ask(statement, "SELECT @@sync_binlog"));
    }
  }

  private static String ask(Statement statement, String question) throws SQLException {
    try (ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  @Override
  public void close() {
    shop.close();
    cluster.close();
  }
}

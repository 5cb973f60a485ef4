package io.mall.app.bench;

import io.mall.app.MallApplication;
import io.mall.local.LocalCluster;
import io.mall.local.Member;
import io.mall.sharding.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** A local cluster of its own with one instance of the shop, in this process, for a benchmark. */
public final class Site implements AutoCloseable {

  private final LocalCluster cluster;
  private final ConfigurableApplicationContext shop;
  private final Path folder;

  private Site(LocalCluster cluster, ConfigurableApplicationContext shop, Path folder) {
    this.cluster = cluster;
    this.shop = shop;
    this.folder = folder;
  }

  /** The shop with its own defaults but for the settings given. */
  static Site open(Map<String, String> settings) throws IOException {
    Path folder = Files.createTempDirectory("bench");
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
    // Benchmarks turn switches.
    arguments.add("--logging.level.io.mall.app.control=ERROR");
    return new Site(
        cluster,
        new SpringApplicationBuilder(MallApplication.class)
            .registerShutdownHook(false)
            .run(arguments.toArray(String[]::new)),
        folder);
  }

  /** Where the shop listens. */
  int port() {
    return shop.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  int managementPort() {
    return shop.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
  }

  /** The address of a schema on a server of the site's own data sources: {@code DS_0 PRIMARY}. */
  String url(String dataSource, String role, String schema) {
    String own = variable("MALL_" + dataSource + "_" + role + "_URL");
    return own.substring(0, own.lastIndexOf('/') + 1) + schema;
  }

  String variable(String name) {
    return Objects.requireNonNull(cluster.environment().get(name), name);
  }

  /** A process beside the site's own shop; ends with the site. */
  Member start(int number, List<String> program, Map<String, String> environment) {
    Member instance = cluster.shop(number, program, environment);
    instance.start();
    return instance;
  }

  /** A server of the cluster. */
  Member member(String name) {
    return cluster.member(name);
  }

  /** For files of the benchmark; deleted with the site. */
  Path folder() {
    return folder;
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
    FileSystemUtils.deleteRecursively(folder.toFile());
  }
}

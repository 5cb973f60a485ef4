package io.mall.sharding.schema;

import io.mall.local.LocalCluster;
import io.mall.local.SharedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Databases of one test's own on the shared servers, under the names of the environment, so that
 * what a test breaks is nobody else's; and rules and schema files for them.
 */
final class Databases implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  final LocalCluster cluster = SharedCluster.get();
  final Map<String, String> environment = new HashMap<>(cluster.environment());
  final Path folder;
  private final String prefix =
      "mall_schema_%d_%d_".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());

  Databases(Path folder) throws SQLException, IOException {
    this.folder = folder;
    environment.replaceAll(
        (name, value) -> value.replaceFirst("/mall_(\\w+)$", "/" + prefix + "$1"));
    rename("MALL_DS_0_PRIMARY_URL", "CREATE DATABASE ");
    rename("MALL_DS_1_PRIMARY_URL", "CREATE DATABASE ");
    rename("MALL_DS_CATALOG_PRIMARY_URL", "CREATE DATABASE ");
    Files.createDirectories(folder.resolve("schema"));
    write("rules.yaml", RULES);
    write("schema/orders.sql", ORDERS);
    write("schema/products.sql", PRODUCTS);
  }

  /** Two groups of orders on each of two servers, and an unsharded table. */
  static final String RULES =
      """
      dataSources:
        ds_0_primary: {jdbcUrl: '$${MALL_DS_0_PRIMARY_URL::}', username: '$${MALL_DB_USERNAME::}', password: '$${MALL_DB_PASSWORD::}'}
        ds_0_replica: {jdbcUrl: '$${MALL_DS_0_REPLICA_URL::}', username: '$${MALL_DB_USERNAME::}', password: '$${MALL_DB_PASSWORD::}'}
        ds_1_primary: {jdbcUrl: '$${MALL_DS_1_PRIMARY_URL::}', username: '$${MALL_DB_USERNAME::}', password: '$${MALL_DB_PASSWORD::}'}
        ds_1_replica: {jdbcUrl: '$${MALL_DS_1_REPLICA_URL::}', username: '$${MALL_DB_USERNAME::}', password: '$${MALL_DB_PASSWORD::}'}
      rules:
      - !READWRITE_SPLITTING
        dataSourceGroups:
          ds_0: {writeDataSourceName: ds_0_primary, readDataSourceNames: [ds_0_replica]}
          ds_1: {writeDataSourceName: ds_1_primary, readDataSourceNames: [ds_1_replica]}
      - !SHARDING
        tables:
          orders: {actualDataNodes: 'ds_0.orders_$->{0..1},ds_1.orders_$->{2..3}'}
      - !SINGLE
        tables: [ds_1.products]
      """;

  static final String ORDERS =
      """
      CREATE TABLE orders (
        user_id  BIGINT NOT NULL,
        order_no BIGINT NOT NULL,
        status   VARCHAR(16) CHARACTER SET ascii NOT NULL,
        total    BIGINT NOT NULL CHECK (total >= 0),
        slot     SMALLINT AS (user_id & 1023) VIRTUAL,
        PRIMARY KEY (user_id, order_no),
        UNIQUE KEY idx_order_no (order_no),
        KEY idx_status (status, total DESC),
        CHECK ((order_no & 1023) = (user_id & 1023))
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      """;

  static final String PRODUCTS =
      """
      CREATE TABLE products (
        product_id BIGINT NOT NULL,
        title      VARCHAR(200) NOT NULL DEFAULT '',
        PRIMARY KEY (product_id),
        FULLTEXT KEY idx_title (title)
      ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
      """;

  Schema schema() {
    return schema(environment::get);
  }

  Schema schema(Function<String, @Nullable String> names) {
    return Schema.open(path("rules.yaml"), path("schema"), names);
  }

  String path(String file) {
    return folder.resolve(file).toString();
  }

  void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  /** Host, port and schema of a database. */
  String address(String variable) {
    return url(variable).substring("jdbc:mysql://".length());
  }

  void execute(String variable, String... statements) throws SQLException {
    try (Connection connection = connect(url(variable))) {
      execute(connection, statements);
    }
  }

  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(
        url + "?allowPublicKeyRetrieval=true",
        environment.get("MALL_DB_USERNAME"),
        environment.get("MALL_DB_PASSWORD"));
  }

  String url(String variable) {
    return Objects.requireNonNull(environment.get(variable));
  }

  private void rename(String variable, String verb) throws SQLException {
    String url = url(variable);
    int slash = url.lastIndexOf('/');
    try (Connection connection = connect(url.substring(0, slash + 1))) {
      execute(connection, verb + url.substring(slash + 1));
    }
  }

  @Override
  public void close() throws SQLException {
    rename("MALL_DS_0_PRIMARY_URL", "DROP DATABASE ");
    rename("MALL_DS_1_PRIMARY_URL", "DROP DATABASE ");
    rename("MALL_DS_CATALOG_PRIMARY_URL", "DROP DATABASE ");
  }
}

package io.mall.app.bench;

import io.mall.local.Member;
import io.mall.plain.PlainShop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A {@link PlainShop} in a process of its own, with the products of the demo shop. */
final class PlainSite {

  private static final HttpClient HTTP = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private static final int PRODUCTS = 1_000;
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE products LIKE %s.products",
          "INSERT INTO products SELECT * FROM %s.products",
          "CREATE TABLE inventory (product_id BIGINT PRIMARY KEY, available BIGINT NOT NULL)",
          "INSERT INTO inventory SELECT product_id, 10000000 FROM products",
          "CREATE TABLE orders (order_id BIGINT PRIMARY KEY AUTO_INCREMENT, user_id BIGINT NOT NULL,"
              + " idempotency_key CHAR(36) NOT NULL, total BIGINT NOT NULL, created_at DATETIME(6) NOT"
              + " NULL, UNIQUE KEY (user_id, idempotency_key))",
          "CREATE TABLE order_items (user_id BIGINT NOT NULL, order_id BIGINT NOT NULL,"
              + " product_id BIGINT NOT NULL, quantity INT NOT NULL, PRIMARY KEY (order_id, product_id))");

  private final String base;

  private PlainSite(Member instance) {
    this.base = "http://127.0.0.1:" + instance.port();
  }

  /** On one database of the first server. */
  static PlainSite onOneDatabase(Site site, int number, String catalog) throws SQLException {
    fill(site, "ds_0", "mall_plain", catalog);
    return new PlainSite(
        site.start(
            number,
            program(
                "--plain.url=" + url(site, "DS_0", "mall_plain"),
                "--plain.username=" + site.variable("MALL_DB_USERNAME"),
                "--plain.password=" + site.variable("MALL_DB_PASSWORD")),
            Map.of()));
  }

  /** On a database of each server, orders by user and stock by product. */
  static PlainSite onShardingSphere(Site site, int number, String catalog)
      throws SQLException, IOException {
    fill(site, "ds_0", "mall_sphere_0", catalog);
    try (Connection connection = site.connect("ds_1");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE mall_sphere_1");
      statement.execute("USE mall_sphere_1");
      for (String table : TABLES.subList(2, TABLES.size())) {
        if (table.startsWith("CREATE")) {
          statement.execute(table);
        }
      }
      statement.execute(
          IntStream.rangeClosed(1, PRODUCTS)
              .mapToObj(id -> "(" + id + ", 10000000)")
              .collect(Collectors.joining(", ", "INSERT INTO inventory VALUES ", "")));
    }
    Path rules = Files.writeString(site.folder().resolve("sphere.yaml"), rules(site));
    return new PlainSite(site.start(number, program("--plain.rules=" + rules), Map.of()));
  }

  String product(long id) {
    return base + "/products/" + id;
  }

  /** Like {@link OrderLoad#spread}. */
  Peer spread(String name, int clients, int lines) {
    return new Peer(
        name,
        clients,
        () -> {
          long first = ThreadLocalRandom.current().nextLong(PRODUCTS);
          order(
              IntStream.range(0, lines)
                  .mapToObj(i -> item((first + 497L * i) % PRODUCTS + 1))
                  .collect(Collectors.joining(",")));
        });
  }

  /** Like {@link OrderLoad#hot}. */
  Peer hot(String name, int clients, long productId) {
    return new Peer(name, clients, () -> order(item(productId)));
  }

  private static String item(long productId) {
    return "{\"productId\":%d,\"quantity\":1}".formatted(productId);
  }

  private void order(String items) throws IOException, InterruptedException {
    String json =
        "{\"userId\":%d,\"key\":\"%s\",\"items\":[%s]}"
            .formatted(ThreadLocalRandom.current().nextInt(60), UUID.randomUUID(), items);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/orders"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(request.uri() + ": " + answer.body());
    }
  }

  private static void fill(Site site, String dataSource, String schema, String catalog)
      throws SQLException {
    try (Connection connection = site.connect(dataSource);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + schema);
      statement.execute("USE " + schema);
      for (String table : TABLES) {
        statement.execute(table.formatted(catalog));
      }
    }
  }

  private static List<String> program(String... settings) {
    List<String> program =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                PlainShop.class.getName(),
                "--logging.level.root=WARN"));
    program.addAll(List.of(settings));
    return program;
  }

  private static String url(Site site, String like, String schema) {
    return site.url(like, "PRIMARY", schema)
        + "?useServerPrepStmts=true&cachePrepStmts=true&allowPublicKeyRetrieval=true"
        + "&rewriteBatchedStatements=true";
  }

  private static String rules(Site site) {
    StringBuilder sources = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      sources.append(
          """
            ds_%d:
              dataSourceClassName: com.zaxxer.hikari.HikariDataSource
              driverClassName: com.mysql.cj.jdbc.Driver
              jdbcUrl: %s
              username: %s
              password: %s
              maximumPoolSize: 40
          """
              .formatted(
                  i,
                  url(site, "DS_" + i, "mall_sphere_" + i),
                  site.variable("MALL_DB_USERNAME"),
                  site.variable("MALL_DB_PASSWORD"))
              .indent(0));
    }
    return "databaseName: sphere\ndataSources:\n"
        + sources
        + """
        rules:
        - !SINGLE
          tables: [ds_0.products]
        - !SHARDING
          tables:
            orders:
              actualDataNodes: ds_$->{0..1}.orders
              databaseStrategy: {standard: {shardingColumn: user_id, shardingAlgorithmName: by_user}}
              keyGenerateStrategy: {column: order_id, keyGeneratorName: snowflake}
            order_items:
              actualDataNodes: ds_$->{0..1}.order_items
              databaseStrategy: {standard: {shardingColumn: user_id, shardingAlgorithmName: by_user}}
            inventory:
              actualDataNodes: ds_$->{0..1}.inventory
              databaseStrategy: {standard: {shardingColumn: product_id, shardingAlgorithmName: by_product}}
          bindingTables: ["orders, order_items"]
          shardingAlgorithms:
            by_user: {type: INLINE, props: {algorithm-expression: 'ds_$->{user_id % 2}'}}
            by_product: {type: INLINE, props: {algorithm-expression: 'ds_$->{product_id % 2}'}}
          keyGenerators:
            snowflake: {type: SNOWFLAKE}
        """;
  }
}

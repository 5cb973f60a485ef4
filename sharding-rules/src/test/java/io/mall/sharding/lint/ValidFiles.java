package io.mall.sharding.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes rule files that are right, of many shapes, the same for a seed. */
final class ValidFiles {

  private final Random random;
  private final StringBuilder tables = new StringBuilder();
  private final StringBuilder autoTables = new StringBuilder();
  private final StringBuilder algorithms = new StringBuilder();
  private final List<String> bindings = new ArrayList<>();
  private final int databases;

  private ValidFiles(long seed) {
    random = new Random(seed);
    databases = 1 + random.nextInt(4);
  }

  static String make(long seed) {
    return new ValidFiles(seed).text();
  }

  private String text() {
    boolean split = random.nextBoolean();
    boolean audited = random.nextInt(3) > 0;
    StringBuilder text =
        new StringBuilder("databaseName: db_" + random.nextInt(100) + "\n\ndataSources:\n");
    for (int i = 0; i < databases; i++) {
      text.append(dataSource(split ? "ds_" + i + "_w" : "ds_" + i));
      text.append(split ? dataSource("ds_" + i + "_r") : "");
    }
    text.append("\nrules:\n");
    text.append(split ? groups() : "");
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      addTable("t" + (char) ('a' + i));
    }
    if (random.nextInt(3) == 0) {
      inline("tx", 4, true);
      inline("ty", 4, true);
      bindings.addAll(List.of("tx", "ty"));
    }
    text.append("- !SHARDING\n").append(tables.isEmpty() ? "" : "  tables:\n" + tables);
    text.append(autoTables.isEmpty() ? "" : "  autoTables:\n" + autoTables);
    text.append(
        bindings.isEmpty() ? "" : "  bindingTables:\n  - " + String.join(", ", bindings) + "\n");
    text.append("  shardingAlgorithms:\n").append(algorithms);
    text.append(
        audited
            ? """
                defaultAuditStrategy:
                  auditorNames: [keys]
                  allowHintDisable: %s
                auditors:
                  keys:
                    type: DML_SHARDING_CONDITIONS
              """
                .formatted(random.nextBoolean())
            : "");
    text.append("- !SINGLE\n  tables:\n  - ds_0.settings\n");
    text.append("\nprops:\n  sql-show: false\n  max-connections-size-per-query: 1\n");
    return text.toString();
  }

  private String dataSource(String name) {
    return """
      %s:
        dataSourceClassName: com.zaxxer.hikari.HikariDataSource
        driverClassName: com.mysql.cj.jdbc.Driver
        jdbcUrl: jdbc:mysql://%s.example:3306/shop
        username: shop
        password: '$${SHOP_PASSWORD::}'
        maximumPoolSize: %d
    """
        .formatted(name, name.replace('_', '-'), 5 + random.nextInt(40));
  }

  private String groups() {
    StringBuilder text = new StringBuilder("- !READWRITE_SPLITTING\n  dataSourceGroups:\n");
    for (int i = 0; i < databases; i++) {
      text.append(
          """
              ds_%d:
                writeDataSourceName: ds_%d_w
                readDataSourceNames: [ds_%d_r]
                transactionalReadQueryStrategy: PRIMARY
                loadBalancerName: turns
          """
              .formatted(i, i, i));
    }
    return text.append("  loadBalancers:\n    turns:\n      type: ROUND_ROBIN\n").toString();
  }

  private void addTable(String name) {
    switch (random.nextInt(6)) {
      case 0 -> auto(name, "MOD", "sharding-count: " + databases * (1 + random.nextInt(6)));
      case 1 -> auto(name, "BOUNDARY_RANGE", "sharding-ranges: '1000,2000,3000,4000'");
      case 2 ->
          auto(
              name,
              "VOLUME_RANGE",
              "range-lower: 0\n        range-upper: 50000\n        sharding-volume: 10000");
      case 3 -> complex(name);
      default -> inline(name);
    }
  }

  private void auto(String name, String type, String props) {
    autoTables.append(
        """
            %s:
              actualDataSources: ds_${0..%d}
              shardingStrategy:
                standard:
                  shardingColumn: id
                  shardingAlgorithmName: %s_auto
        """
            .formatted(name, databases - 1, name));
    algorithm(name + "_auto", type, props);
  }

  private void inline(String name) {
    inline(name, 1 << random.nextInt(4), random.nextBoolean());
  }

  private void inline(String name, int perDatabase, boolean ranges) {
    StringBuilder nodes = new StringBuilder();
    for (int i = 0; i < databases; i++) {
      int first = ranges ? i * perDatabase : 0;
      nodes.append(i == 0 ? "" : ",");
      nodes.append("ds_%d.%s_${%d..%d}".formatted(i, name, first, first + perDatabase - 1));
    }
    int all = databases * perDatabase;
    addTable(name, nodes.toString(), "standard", "shardingColumn: user_id");
    String database =
        ranges
            ? "(user_id %% %d).intdiv(%d)".formatted(all, perDatabase)
            : "user_id % " + databases;
    String table =
        ranges ? "user_id % " + all : "user_id.intdiv(%d) %% %d".formatted(databases, perDatabase);
    algorithm(name + "_database", "INLINE", "algorithm-expression: ds_${" + database + "}");
    algorithm(name + "_table", "INLINE", "algorithm-expression: %s_${%s}".formatted(name, table));
  }

  private void complex(String name) {
    int perDatabase = 2 << random.nextInt(2);
    String nodes = "ds_${0..%d}.%s_${0..%d}".formatted(databases - 1, name, perDatabase - 1);
    addTable(name, nodes, "complex", "shardingColumns: user_id, order_id");
    String columns = "\n        sharding-columns: user_id,order_id";
    algorithm(
        name + "_database",
        "COMPLEX_INLINE",
        "algorithm-expression: ds_${(user_id + order_id) %% %d}".formatted(databases) + columns);
    algorithm(
        name + "_table",
        "COMPLEX_INLINE",
        "algorithm-expression: %s_${(user_id + order_id).intdiv(%d) %% %d}"
                .formatted(name, databases, perDatabase)
            + columns);
  }

  private void addTable(String name, String nodes, String kind, String column) {
    tables.append(
        """
            %1$s:
              actualDataNodes: %2$s
              databaseStrategy:
                %3$s:
                  %4$s
                  shardingAlgorithmName: %1$s_database
              tableStrategy:
                %3$s:
                  %4$s
                  shardingAlgorithmName: %1$s_table
        """
            .formatted(name, nodes, kind, column));
  }

  private void algorithm(String name, String type, String props) {
    algorithms.append(
        """
            %s:
              type: %s
              props:
                %s
        """
            .formatted(name, type, props));
  }
}

package io.mall.sharding.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class SchemaTest {

  private static final String DS_0 = "MALL_DS_0_PRIMARY_URL";
  private static final String DS_1 = "MALL_DS_1_PRIMARY_URL";

  private static void quiet(String line) {}

  private final Databases databases;

  SchemaTest(@TempDir Path folder) throws Exception {
    databases = new Databases(folder);
  }

  @AfterEach
  void dropDatabases() throws Exception {
    databases.close();
  }

  @Test
  void emptyServersGetEveryTableAndASecondRunFindsNothingToDo() {
    List<String> progress = new ArrayList<>();

    Plan first = databases.schema().apply(progress::add);
    Plan second = databases.schema().apply(SchemaTest::quiet);

    assertThat(first.drifts()).isEmpty();
    assertThat(first.steps())
        .extracting(Step::table)
        .containsExactly(
            table(DS_0, "orders_0"),
            table(DS_0, "orders_1"),
            table(DS_1, "orders_2"),
            table(DS_1, "orders_3"),
            table(DS_1, "products"));
    assertThat(second.isEmpty()).isTrue();
    assertThat(databases.schema().drift(false, SchemaTest::quiet)).isEmpty();
    assertThat(progress).hasSize(2);
    assertThat(progress.getFirst())
        .startsWith(
            "ds_0 primary %s: 2 tables, 2 created, 0 altered, 0 differences left, "
                .formatted(databases.address(DS_0)));
  }

  @Test
  void aPlanChangesNothing() {
    Plan plan = databases.schema().plan(SchemaTest::quiet);

    assertThat(plan.steps()).hasSize(5);
    assertThat(databases.schema().plan(SchemaTest::quiet)).isEqualTo(plan);
  }

  @Test
  void aRunThatWasCutShortIsCompletedByTheNext() throws SQLException {
    Schema schema = databases.schema();
    assertThatThrownBy(
            () ->
                schema.apply(
                    _ -> {
                      throw new IllegalStateException("cut after the first data source");
                    }))
        .hasMessageStartingWith("cut");
    databases.execute(DS_0, "DROP TABLE orders_1", "CREATE TABLE mall_scratch_orders (id INT)");

    assertThat(schema.apply(SchemaTest::quiet).steps())
        .extracting(Step::table)
        .containsExactly(
            table(DS_0, "orders_1"),
            table(DS_1, "orders_2"),
            table(DS_1, "orders_3"),
            table(DS_1, "products"));
    assertThat(schema.drift(false, SchemaTest::quiet)).isEmpty();
  }

  @Test
  void twoRunsAtOnceMakeEveryTableOnce() {
    Schema schema = databases.schema();

    CompletableFuture<Plan> one =
        CompletableFuture.supplyAsync(() -> schema.apply(SchemaTest::quiet));
    CompletableFuture<Plan> two =
        CompletableFuture.supplyAsync(() -> schema.apply(SchemaTest::quiet));

    List<Step> steps = new ArrayList<>(one.join().steps());
    steps.addAll(two.join().steps());
    assertThat(steps)
        .extracting(Step::table)
        .containsExactlyInAnyOrder(
            table(DS_0, "orders_0"),
            table(DS_0, "orders_1"),
            table(DS_1, "orders_2"),
            table(DS_1, "orders_3"),
            table(DS_1, "products"));
    assertThat(schema.plan(SchemaTest::quiet).isEmpty()).isTrue();
  }

  @Test
  void aRunWaitsForTheOneBeforeItAndSaysSo() throws Exception {
    List<String> progress = new CopyOnWriteArrayList<>();
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<Plan> run;
    try (Connection holder = databases.connect(databases.url(DS_0))) {
      Databases.execute(holder, "SELECT GET_LOCK('mall.schema', 0)");
      run =
          CompletableFuture.supplyAsync(
              () ->
                  databases
                      .schema()
                      .apply(
                          line -> {
                            progress.add(line);
                            waiting.countDown();
                          }));
      assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(run.join().steps()).hasSize(5);
    assertThat(progress.getFirst())
        .matches("ds_0 primary " + databases.address(DS_0) + ": waiting for connection \\d+, .*");
  }

  @Test
  void driftIsReportedWithTheExactDifference() throws SQLException {
    Schema schema = databases.schema();
    schema.apply(SchemaTest::quiet);
    databases.execute(
        DS_0,
        "ALTER TABLE orders_0 DROP INDEX idx_order_no, MODIFY status VARCHAR(20) CHARACTER SET ascii NULL",
        "ALTER TABLE orders_1 ADD COLUMN note INT, ADD INDEX idx_note (note)");
    databases.execute(
        DS_1,
        "DROP TABLE orders_2",
        "CREATE TABLE orders_7 LIKE orders_3",
        "DROP TABLE products",
        "CREATE TABLE products (product_id BIGINT NOT NULL PRIMARY KEY, title VARCHAR(200)"
            + " NOT NULL DEFAULT '', FULLTEXT KEY idx_title (title)) CHARACTER SET utf8mb4"
            + " COLLATE utf8mb4_bin ENGINE = InnoDB");

    assertThat(schema.drift(false, SchemaTest::quiet))
        .extracting(Drift::toString)
        .map(
            line ->
                line.replaceAll("\\(\\d+\\)(?=,|\\)|$)", "")
                    .replace("bigint(20)", "bigint")
                    .replace("int(11)", "int"))
        .contains(
            "ds_0 primary %s: column status: nullable: expected NO, found YES (%s)"
                .formatted(table(DS_0, "orders_0"), source("orders")),
            "ds_0 primary %s: index idx_order_no: expected unique YES, type BTREE, columns order_no, found none (%s)"
                .formatted(table(DS_0, "orders_0"), source("orders")),
            "ds_0 primary %s: index idx_note: expected none, found unique NO, type BTREE, columns note (%s)"
                .formatted(table(DS_0, "orders_1"), source("orders")),
            "ds_1 primary %s: table: expected a table, found none (%s)"
                .formatted(table(DS_1, "orders_2"), source("orders")),
            "ds_1 primary %s: table: expected none, found one that belongs elsewhere (%s)"
                .formatted(table(DS_1, "orders_7"), databases.path("rules.yaml")),
            "ds_1 primary %s: table: collation: expected utf8mb4_general_ci, found utf8mb4_bin (%s)"
                .formatted(table(DS_1, "products"), source("products")),
            "ds_1 primary %s: column title: collation: expected utf8mb4_general_ci, found utf8mb4_bin (%s)"
                .formatted(table(DS_1, "products"), source("products")));
    assertThat(schema.drift(false, SchemaTest::quiet))
        .extracting(Drift::what)
        .containsExactly(
            "column status: type",
            "column status: nullable",
            "index idx_order_no",
            "column note",
            "index idx_note",
            "table",
            "table: collation",
            "column title: collation",
            "table");
  }

  @Test
  void whatIsSafeIsAddedWhereItBelongs() throws SQLException, IOException {
    databases.schema().apply(SchemaTest::quiet);
    databases.execute(
        DS_0,
        "INSERT INTO orders_0 (user_id, order_no, status, total) VALUES (1, 1025, 'PAID', 5)");
    databases.write(
        "schema/orders.sql",
        Databases.ORDERS
            .replace(
                "  status ", "  note VARCHAR(9) NULL,\n  tries INT NOT NULL DEFAULT 7,\n  status ")
            .replace("  KEY idx_status", "  KEY idx_note (note(3)),\n  KEY idx_status"));

    Plan plan = databases.schema().apply(SchemaTest::quiet);

    assertThat(plan.drifts()).isEmpty();
    assertThat(plan.steps()).hasSize(4).extracting(Step::kind).containsOnly(Step.Kind.ALTER);
    assertThat(plan.steps().getFirst().sql())
        .contains(
            "ADD COLUMN `note` ",
            " AFTER `order_no`",
            "ADD COLUMN `tries` ",
            " AFTER `note`",
            "ADD KEY `idx_note` (`note`(3))");
    assertThat(databases.schema().drift(false, SchemaTest::quiet)).isEmpty();
  }

  @Test
  void aTableWithOneUnsafeDifferenceIsLeftAlone() throws IOException {
    databases.schema().apply(SchemaTest::quiet);
    databases.write(
        "schema/orders.sql",
        Databases.ORDERS
            .replace("  status ", "  note VARCHAR(9) NULL,\n  must INT NOT NULL,\n  status ")
            .replace("total >= 0", "total > 0"));
    databases.write(
        "schema/products.sql",
        Databases.PRODUCTS.replace("  title ", "  rank_no INT NULL,\n  title "));

    Plan plan = databases.schema().apply(SchemaTest::quiet);

    assertThat(plan.steps()).extracting(Step::table).containsExactly(table(DS_1, "products"));
    assertThat(plan.drifts())
        .filteredOn(drift -> drift.table().equals(table(DS_0, "orders_0")))
        .extracting(Drift::what)
        .containsExactly("column note", "column must", "check", "check");
    assertThat(databases.schema().apply(SchemaTest::quiet).drifts()).isEqualTo(plan.drifts());
  }

  @Test
  void aStatementThatFailsNamesTheTable() throws SQLException, IOException {
    databases.schema().apply(SchemaTest::quiet);
    databases.execute(
        DS_0,
        "INSERT INTO orders_1 (user_id, order_no, status, total) VALUES (1, 1025, 'PAID', 5), (1, 2049, 'PAID', 5)");
    databases.write(
        "schema/orders.sql",
        Databases.ORDERS.replace(
            "  KEY idx_status", "  UNIQUE KEY idx_user (user_id),\n  KEY idx_status"));

    assertThatThrownBy(() -> databases.schema().apply(SchemaTest::quiet))
        .isInstanceOf(SchemaException.class)
        .hasMessageStartingWith(
            "ds_0 primary %s: %s: Duplicate entry '1'"
                .formatted(databases.address(DS_0), table(DS_0, "orders_1")));
  }

  @Test
  void aReplicaIsCheckedAgainstItsPrimary() throws SQLException {
    databases.schema().apply(SchemaTest::quiet);
    databases.cluster.awaitReplicas();
    assertThat(databases.schema().drift(true, SchemaTest::quiet)).isEmpty();

    String replica = databases.address("MALL_DS_0_REPLICA_URL");
    try (Connection root = databases.cluster.connectAsRoot("db-a-replica")) {
      Databases.execute(
          root,
          "SET SESSION sql_log_bin = 0",
          "ALTER TABLE %s.orders_1 DROP INDEX idx_status"
              .formatted(replica.substring(replica.indexOf('/') + 1)));
    }

    assertThat(databases.schema().drift(true, SchemaTest::quiet))
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.dataSource()).isEqualTo("ds_0 replica");
              assertThat(drift.table()).isEqualTo(replica + ".orders_1");
              assertThat(drift.what()).isEqualTo("index idx_status");
            });
    assertThat(databases.schema().drift(false, SchemaTest::quiet)).isEmpty();
  }

  @Test
  void databasesThatAreAwayAreNamedInALineEach() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String away = "jdbc:mysql://127.0.0.1:" + closed + "/mall_1";
    Schema schema =
        databases.schema(name -> name.equals(DS_1) ? away : databases.environment.get(name));

    assertThatThrownBy(() -> schema.apply(SchemaTest::quiet))
        .isInstanceOf(SchemaException.class)
        .hasMessage(
            "ds_1 primary 127.0.0.1:%d/mall_1 is away: Connection refused".formatted(closed));
  }

  private String table(String variable, String table) {
    return databases.address(variable) + "." + table;
  }

  private String source(String table) {
    return databases.path("schema") + "/" + table + ".sql:1";
  }
}

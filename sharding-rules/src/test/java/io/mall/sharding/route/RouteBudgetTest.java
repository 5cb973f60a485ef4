package io.mall.sharding.route;

import static io.mall.sharding.TestShards.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.sharding.OwnDatabases;
import io.mall.sharding.Rules;
import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.TestShards;
import io.mall.sharding.route.RouteGuard.Breach;
import io.mall.sharding.route.RouteGuard.Mode;
import io.mall.sharding.route.budget.Budgets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("real")
class RouteBudgetTest {
  /** Two databases by user, four tables in each by order: the audit is content with either key. */
  private static final String TWO_KEYS =
      """
      databaseName: shop
      dataSources:
        ds_0: {dataSourceClassName: com.zaxxer.hikari.HikariDataSource, driverClassName: com.mysql.cj.jdbc.Driver, jdbcUrl: '$${MALL_DS_0_PRIMARY_URL::}', username: '$${MALL_DB_USERNAME::}', password: '$${MALL_DB_PASSWORD::}'}
        ds_1: {dataSourceClassName: com.zaxxer.hikari.HikariDataSource, driverClassName: com.mysql.cj.jdbc.Driver, jdbcUrl: '$${MALL_DS_1_PRIMARY_URL::}', username: '$${MALL_DB_USERNAME::}', password: '$${MALL_DB_PASSWORD::}'}
      rules:
      - !SHARDING
        tables:
          bookings:
            actualDataNodes: ds_$->{0..1}.bookings_$->{0..3}
            databaseStrategy: {standard: {shardingColumn: user_id, shardingAlgorithmName: by_user}}
            tableStrategy: {standard: {shardingColumn: booking_no, shardingAlgorithmName: by_booking}}
        defaultAuditStrategy: {auditorNames: [conditions], allowHintDisable: true}
        auditors: {conditions: {type: DML_SHARDING_CONDITIONS}}
        shardingAlgorithms:
          by_user: {type: INLINE, props: {algorithm-expression: 'ds_$->{user_id % 2}', allow-range-query-with-inline-sharding: true}}
          by_booking: {type: INLINE, props: {algorithm-expression: 'bookings_$->{booking_no % 4}', allow-range-query-with-inline-sharding: true}}
      """;

  private static final String NO_AUDIT =
      TWO_KEYS.replaceAll("(?m)^ +(defaultAuditStrategy|auditors):.*\\n", "");

  private final List<Breach> breaches = new CopyOnWriteArrayList<>();

  private RouteGuard guard(Mode mode, String budgets) {
    return new RouteGuard(
        Budgets.parse("budgets.yaml", budgets), mode, Mode.ENFORCE, breaches::add);
  }

  private static int rows(ShardedDataSource shards, String sql, Object... values)
      throws SQLException {
    try (Connection connection = shards.dataSource().getConnection()) {
      return TestShards.query(connection, sql, values).size();
    }
  }

  private static OwnDatabases bookings() throws SQLException {
    OwnDatabases databases = new OwnDatabases();
    for (String each : List.of("DS_0", "DS_1")) {
      try (Connection connection = databases.open(each);
          Statement statement = connection.createStatement()) {
        for (int i = 0; i < 4; i++) {
          statement.execute(
              "CREATE TABLE bookings_%d (user_id BIGINT, booking_no BIGINT)".formatted(i));
        }
      }
    }
    return databases;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theThreeWaysAroundTheAuditAreClosed(boolean audited, @TempDir Path folder) throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(rules, audited ? TWO_KEYS : NO_AUDIT);
    String databaseKeyAlone =
        "/* booking.list */ SELECT booking_no FROM bookings WHERE user_id = ?";
    String everything = "/* booking.page */ SELECT booking_no FROM bookings WHERE booking_no > ?";
    String hugeList =
        "/* booking.find */ SELECT booking_no FROM bookings WHERE booking_no IN (%s)"
            .formatted(String.join(", ", Collections.nCopies(1000, "?")));
    Object[] thousand = LongStream.range(0, 1000).boxed().toArray();
    try (OwnDatabases databases = bookings()) {
      try (ShardedDataSource open = databases.shards(rules, guard(Mode.OFF, ""))) {
        assertThat(rows(open, databaseKeyAlone, 7L)).isZero();
        assertThat(rows(open, everything, 0L)).isZero();
        assertThat(rows(open, hugeList, thousand)).isZero();
      }
      try (ShardedDataSource closed = databases.shards(rules, guard(Mode.ENFORCE, ""))) {
        assertRefused(
            () -> rows(closed, databaseKeyAlone, 7L),
            "Statement booking.list may touch 1 shard (budget the default) but would touch 4:"
                + " ds_1.bookings_0, ds_1.bookings_1, ds_1.bookings_2, ds_1.bookings_3");
        assertRefused(
            () -> rows(closed, everything, 0L),
            "Statement booking.page may touch 1 shard (budget the default) but would touch 8:"
                + " ds_0.bookings_0, ds_0.bookings_1, ds_0.bookings_2, ds_0.bookings_3 and 4 more");
        assertRefused(
            () -> rows(closed, hugeList, thousand),
            "Statement booking.find may touch 1 shard (budget the default) but would touch 8");
        assertThat(rows(closed, databaseKeyAlone + " AND booking_no = ?", 7L, 3L)).isZero();
      }
    }
    assertThat(breaches).hasSize(3).allMatch(Breach::refused);
    assertThat(breaches).extracting(Breach::kind).containsOnly(RouteGuard.OVER_BUDGET);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theShopsOwnRulesAreNoWayAroundEither(boolean audited, @TempDir Path folder)
      throws Exception {
    String hint = audited ? "" : "/* SHARDINGSPHERE_HINT: DISABLE_AUDIT_NAMES=sharding_key */ ";
    try (ShardedDataSource shards = shop(folder, guard(Mode.ENFORCE, ""))) {
      assertRefused(
          () ->
              rows(
                  shards,
                  hint + "/* order.all */ SELECT order_no FROM orders WHERE slot BETWEEN ? AND ?",
                  0,
                  1023),
          "Statement order.all may touch 1 shard (budget the default) but would touch 16");
      Object[] orders = LongStream.range(0, 1000).mapToObj(i -> id((int) i)).toArray();
      assertRefused(
          () ->
              rows(
                  shards,
                  hint
                      + "SELECT order_no FROM orders WHERE order_no IN (%s)"
                          .formatted(String.join(", ", Collections.nCopies(1000, "?"))),
                  orders),
          "A statement may touch 1 shard (budget the default) but would touch 16");
      if (!audited) {
        assertRefused(
            () -> rows(shards, hint + "/* order.count */ SELECT COUNT(*) FROM orders"),
            "Statement order.count may touch 1 shard");
      }
      try (Connection connection = shards.dataSource().getConnection()) {
        assertRefused(
            () ->
                TestShards.update(
                    connection, hint + "/* outbox.purge */ DELETE FROM outbox WHERE slot >= ?", 0),
            "Statement outbox.purge may touch 1 shard");
      }
    }
  }

  @Test
  void aStatementMayTouchWhatItsOwnBudgetAllows(@TempDir Path folder) throws Exception {
    String budgets = "budgets: {order.ofTwo: 2, 'report.*': all}";
    String two = "SELECT order_no FROM orders WHERE user_id IN (?, ?)";
    try (ShardedDataSource shards = shop(folder, guard(Mode.ENFORCE, budgets))) {
      assertThat(rows(shards, "/* order.ofTwo */ " + two, id(3), id(700))).isZero();
      assertThat(rows(shards, "/* order.other */ " + two, id(3), id(4))).isZero();
      assertThat(rows(shards, "/* report.x */ SELECT user_id FROM orders WHERE slot >= 0"))
          .isNotNegative();
      assertRefused(
          () -> rows(shards, "/* order.other */ " + two, id(3), id(700)),
          "order.other may touch 1");
      assertRefused(
          () ->
              rows(
                  shards,
                  "/* order.ofTwo */ SELECT order_no FROM orders WHERE user_id IN (?, ?, ?)",
                  id(3),
                  id(300),
                  id(700)),
          "Statement order.ofTwo may touch 2 shards (budget of order.ofTwo, budgets.yaml:1) but"
              + " would touch 3");
    }
  }

  @Test
  void aWarningLetsTheStatementRunAndCountsIt(@TempDir Path folder) throws Exception {
    try (ShardedDataSource shards = shop(folder, guard(Mode.WARN, ""));
        RouteLog log = RouteLog.record()) {
      assertThat(rows(shards, "/* budget.warned */ SELECT user_id FROM orders WHERE slot >= 0"))
          .isNotNegative();
      assertThat(log.statements("budget.warned")).hasSize(1);
    }
    assertThat(breaches)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.refused()).isFalse();
              assertThat(each.statement().name()).isEqualTo("budget.warned");
              assertThat(each.statement().targets()).hasSize(16);
            });
  }

  @Test
  void aBatchIsJudgedRowByRow(@TempDir Path folder) throws Exception {
    try (ShardedDataSource shards = shop(folder, guard(Mode.ENFORCE, ""));
        Connection connection = shards.dataSource().getConnection();
        PreparedStatement statement =
            connection.prepareStatement("DELETE FROM outbox WHERE user_id = ?")) {
      for (int slot : List.of(1, 200, 900)) {
        statement.setLong(1, id(slot));
        statement.addBatch();
      }
      assertThat(statement.executeBatch()).hasSize(3);
    }
    assertThat(breaches).isEmpty();
  }

  /** The shop's rules, without the audit of sharding keys where a statement asks for it. */
  private static ShardedDataSource shop(Path folder, RouteGuard guard) throws IOException {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        Files.readString(
            Path.of(System.getProperty("mall.home", ".."), "sharding-rules", "rules.yaml")));
    return ShardedDataSource.of(Rules.read(rules))
        .placeholders(TestShards.environment()::get)
        .pools((_, config) -> config.setMaximumPoolSize(2))
        .guard(guard)
        .open();
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable statement, String message) {
    assertThatThrownBy(statement)
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> {
              assertThat(e.getSQLState()).isEqualTo("42000");
              assertThat(e.getErrorCode()).isEqualTo(RouteRefusedException.OVER_BUDGET);
            })
        .hasMessageStartingWith(
            message.startsWith("order.other") ? "Statement " + message : message);
  }
}

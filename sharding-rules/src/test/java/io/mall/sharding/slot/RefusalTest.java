package io.mall.sharding.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.sharding.TestShards;
import io.mall.sharding.route.RouteLog;
import io.mall.sharding.route.RoutedStatement;
import java.sql.SQLException;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("real")
class RefusalTest {
  private static final String NO_KEY = "it gives no sharding key, so it would visit every shard";

  @AfterEach
  void nothingIsLeftCheckedOut() {
    TestShards.assertNothingCheckedOut();
  }

  private static void assertRefused(String sql, String... messages) {
    Object[] values =
        Collections.nCopies((int) sql.chars().filter(c -> c == '?').count(), 5L).toArray();
    try (RouteLog log = RouteLog.record()) {
      var thrown =
          assertThatThrownBy(
                  () -> {
                    if (sql.startsWith("SELECT")
                        || sql.startsWith("WITH")
                        || sql.startsWith("/*")) {
                      TestShards.query(sql, values);
                    } else {
                      TestShards.update(sql, values);
                    }
                  })
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42000"))
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getErrorCode()).isBetween(29001, 29004));
      for (String each : messages) {
        thrown.hasMessageContaining(each);
      }
      assertThat(log.statements()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT order_no FROM orders",
        "SELECT COUNT(*) FROM orders",
        "SELECT order_no FROM orders WHERE status = ? LIMIT 10",
        "SELECT order_no FROM orders WHERE user_id = ? OR status = ?",
        "SELECT order_no FROM orders WHERE user_id = 1 + 0",
        "SELECT order_no FROM orders WHERE user_id + 0 = ?",
        "SELECT order_no FROM orders WHERE ABS(user_id) = ?",
        "SELECT order_no FROM orders WHERE user_id <> ?",
        "SELECT order_no FROM orders WHERE NOT (user_id = ?)",
        "SELECT order_no FROM orders WHERE user_id NOT IN (?, ?)",
        "SELECT order_no FROM orders WHERE (user_id, order_no) IN ((?, ?))",
        "SELECT order_no FROM orders WHERE user_id LIKE ?",
        "SELECT order_no FROM orders WHERE user_id = order_no",
        "SELECT order_no FROM orders WHERE EXISTS (SELECT 1 FROM order_items WHERE user_id = ?)",
        "SELECT order_no FROM orders WHERE status = ? AND user_id IN (SELECT user_id FROM users"
            + " WHERE user_id = ?)",
        "SELECT o.order_no FROM orders o JOIN users u ON u.user_id = o.user_id",
        "SELECT order_no FROM orders o WHERE user_id = ? AND total_amount > (SELECT"
            + " MAX(amount) FROM payments)",
        "SELECT 1 FROM orders, payments WHERE orders.user_id = ?",
        "SELECT 1 FROM orders o JOIN payments p ON p.amount = o.total_amount WHERE o.user_id = ?",
        "SELECT t.n FROM (SELECT COUNT(*) AS n FROM orders) AS t",
        "WITH t AS (SELECT order_no FROM orders) SELECT order_no FROM t",
        "SELECT user_id, (SELECT COUNT(*) FROM payments) FROM users WHERE user_id = ?",
        "UPDATE orders SET status = 'PAID' WHERE user_id = ? AND order_no IN (SELECT order_no FROM"
            + " payments)",
        "UPDATE orders SET item_count = (SELECT COUNT(*) FROM order_items) WHERE user_id = ?",
        "DELETE FROM orders WHERE user_id = ? AND order_no IN (SELECT order_no FROM payments)",
        "DELETE o FROM orders o JOIN payments p ON p.order_no = o.order_no",
        "UPDATE orders o JOIN payments p ON p.amount = o.total_amount SET o.status = 'PAID' WHERE"
            + " o.user_id = ?",
        "INSERT INTO order_items (user_id, order_no) SELECT user_id, order_no FROM orders",
        "UPDATE orders SET status = 'PAID'",
        "UPDATE orders SET status = 'PAID' WHERE status = ?",
        "DELETE FROM orders WHERE created_at < NOW()",
        "DELETE FROM outbox",
        "INSERT INTO cart_items (quantity) VALUES (?)",
      })
  void aStatementWithoutAKeyIsRefusedBeforeItRuns(String sql) {
    assertRefused(sql, "is refused: " + NO_KEY);
  }

  @Test
  void theRefusalNamesStatementTableAndWhatToAdd() {
    assertRefused(
        "/* order.findOpen */ SELECT order_no FROM orders WHERE status = ?",
        "Statement order.findOpen on `orders` is refused: " + NO_KEY,
        "add one of its sharding keys (order_no, slot, user_id)",
        "/* SHARDINGSPHERE_HINT: DISABLE_AUDIT_NAMES=sharding_key */");
    assertRefused(
        "DELETE FROM inventory", "A statement on `inventory`", "sharding keys (product_id");
  }

  @Test
  void formsThatWouldBeMisreadAreRefused() {
    assertRefused(
        "SELECT order_no FROM orders WHERE slot NOT BETWEEN ? AND ?", "as if NOT were not there");
    assertRefused("SELECT order_no FROM orders WHERE 63 < slot", "on its left side");
    assertRefused(
        "SELECT order_no FROM orders WHERE user_id IN (?, 1 + 6)", "mixes values and expressions");
    assertRefused(
        "SELECT order_no FROM orders WHERE user_id = 5 AND user_id = ?",
        "given twice, as two Java types");
    assertRefused(
        "SELECT order_no FROM orders WHERE user_id = ? UNION ALL SELECT order_no FROM orders WHERE"
            + " status = 'PAID'",
        NO_KEY);
  }

  @Test
  void rowsOfDifferentShardsAreNotPutTogetherWrongly() throws Exception {
    assertRefused(
        "SELECT 1 FROM orders o JOIN inventory i ON i.product_id = o.user_id WHERE o.user_id = ?"
            + " AND i.product_id = 700",
        "unbound-join (orders with inventory)");
    String union =
        "SELECT order_no FROM orders WHERE user_id = ? UNION ALL SELECT order_no FROM orders WHERE"
            + " user_id = ";
    assertRefused(union + "700", "union (rows of orders)");
    assertThat(TestShards.query(union + "6", 5L)).isEmpty();
  }

  @Test
  void aJoinWithTheCatalogIsRefusedByShardingSphere() {
    assertThatThrownBy(
            () ->
                TestShards.query(
                    "SELECT o.title, p.title FROM order_items o JOIN products p ON p.product_id ="
                        + " o.product_id WHERE o.user_id = ?",
                    5L))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("all tables must be in the same compute node");
  }

  @Test
  void valuesThatCannotBeRoutedAreRefused() {
    assertThatThrownBy(() -> TestShards.query("SELECT status FROM orders WHERE user_id = ?", "abc"))
        .isInstanceOf(SQLException.class)
        .hasMessage("orders.user_id = 'abc' cannot be routed: it is not a decimal integer");
    assertThatThrownBy(
            () -> TestShards.query("SELECT status FROM orders WHERE user_id = ?", (Object) null))
        .isInstanceOf(SQLException.class)
        .hasMessage("orders.user_id = null cannot be routed: it is null");
    assertRefused("SELECT status FROM orders WHERE user_id = -5", "orders.user_id = -5");
    assertRefused("SELECT status FROM orders WHERE user_id IS NULL", NO_KEY);
    assertRefused(
        "SELECT status FROM orders WHERE user_id BETWEEN ? AND ?",
        "orders.user_id in [5..5]",
        "says nothing about their slots");
    assertRefused(
        "SELECT status FROM orders WHERE user_id > ?", "orders.user_id in (5..+", "slots");
    assertRefused("INSERT INTO cart_items (user_id, quantity) VALUES (NULL, 1)", "user_id");
  }

  @Test
  void aFullRouteIsPossibleForWhoeverSaysSo() throws Exception {
    try (RouteLog log = RouteLog.record()) {
      TestShards.query(
          "/* SHARDINGSPHERE_HINT: DISABLE_AUDIT_NAMES=sharding_key */ SELECT COUNT(*) FROM orders");
      assertThat(log.statements())
          .singleElement()
          .extracting(RoutedStatement::nodes)
          .satisfies(nodes -> assertThat(nodes).hasSize(16));
    }
  }
}

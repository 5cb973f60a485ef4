package io.mall.sharding.route;

import static io.mall.sharding.TestShards.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.sharding.TestShards;
import io.mall.sharding.route.RoutedStatement.Target;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
@Tag("engine")
class RoutingTest {
  private static final String INSERT_ORDER =
      """
      /* order.insert */
      INSERT INTO orders (user_id, order_no, status, total_amount, currency, item_count, ship_to,
        expires_at, created_at, updated_at)
      VALUES (?, ?, 'PLACED', 100, 'EUR', 1, '{}', NOW(6), NOW(6), NOW(6))""";

  @AfterEach
  void nothingIsLeftCheckedOut() {
    TestShards.assertNothingCheckedOut();
  }

  private static RoutedStatement route(String sql, Object... values) throws Exception {
    try (RouteLog log = RouteLog.record()) {
      if (sql.contains("SELECT") && !sql.contains("INSERT")) {
        TestShards.query(sql, values);
      } else {
        TestShards.update(sql, values);
      }
      assertThat(log.statements()).hasSize(1);
      return log.statements().getFirst();
    }
  }

  private static Set<String> nodes(String sql, Object... values) throws Exception {
    return route(sql, values).nodes();
  }

  @Test
  void everyKeyOfAUserFindsTheUsersShard() throws Exception {
    assertThat(nodes("SELECT status FROM orders WHERE user_id = ?", id(700)))
        .containsExactly("ds_1.orders_10");
    assertThat(nodes("SELECT status FROM orders WHERE order_no = ?", id(700)))
        .containsExactly("ds_1.orders_10");
    assertThat(nodes("SELECT status FROM payments WHERE payment_no = ?", id(700)))
        .containsExactly("ds_1.payments_10");
    assertThat(
            nodes(
                "SELECT status FROM payments WHERE order_no = ? AND user_id = ?", id(700), id(700)))
        .containsExactly("ds_1.payments_10");
    assertThat(nodes("SELECT city FROM addresses WHERE address_id = ?", id(700)))
        .containsExactly("ds_1.addresses_10");
    assertThat(nodes("SELECT quantity FROM cart_items WHERE cart_item_id = ?", id(700)))
        .containsExactly("ds_1.cart_items_10");
    int group = Slot.ofName("user1").group().number();
    assertThat(nodes("SELECT user_id FROM users WHERE username = ?", "user1"))
        .containsExactly("ds_%d.users_%d".formatted(group / 8, group));
  }

  @Test
  void aProductFindsItsStockAndAnOrderInTheLedgerDoesNotMisleadIt() throws Exception {
    assertThat(nodes("SELECT available FROM inventory WHERE product_id = ?", id(5)))
        .containsExactly("ds_0.inventory_0");
    assertThat(
            nodes(
                "SELECT state FROM stock_ledger WHERE product_id = ? AND order_no = ?",
                id(5),
                id(700)))
        .containsExactly("ds_0.stock_ledger_0");
    assertThat(nodes("SELECT state FROM stock_ledger WHERE slot BETWEEN ? AND ?", 960, 1023))
        .containsExactly("ds_1.stock_ledger_15");
  }

  @Test
  void everyTypeOfOneKeyFindsTheSameShard() throws Exception {
    for (Object key :
        List.of(700, 700L, (short) 700, BigInteger.valueOf(700), new BigDecimal("700"), "700")) {
      assertThat(nodes("SELECT status FROM orders WHERE user_id = ?", key))
          .as(key.getClass().getName())
          .containsExactly("ds_1.orders_10");
    }
    assertThat(nodes("SELECT status FROM orders WHERE user_id = 700"))
        .containsExactly("ds_1.orders_10");
    assertThat(nodes("SELECT status FROM orders WHERE 700 = user_id"))
        .containsExactly("ds_1.orders_10");
    assertThat(nodes("SELECT status FROM orders WHERE user_id = '700'"))
        .containsExactly("ds_1.orders_10");
  }

  @Test
  void rangesOfSlotsVisitGroupAfterGroup() throws Exception {
    Set<String> visited = new TreeSet<>();
    for (TableGroup group : TableGroup.all()) {
      RoutedStatement route =
          route(
              "SELECT order_no FROM orders WHERE slot BETWEEN ? AND ? AND status = 'PLACED' LIMIT 9",
              group.firstSlot(),
              group.lastSlot());
      assertThat(route.singleShard()).isTrue();
      visited.addAll(route.nodes());
    }
    assertThat(visited).hasSize(TableGroup.COUNT);
    assertThat(nodes("SELECT order_no FROM orders WHERE slot >= 64 AND slot < 128"))
        .containsExactly("ds_0.orders_1");
    assertThat(nodes("SELECT order_no FROM orders WHERE slot = ?", 1023))
        .containsExactly("ds_1.orders_15");
    assertThat(nodes("SELECT order_no FROM orders WHERE slot BETWEEN 448 AND 575"))
        .containsExactly("ds_0.orders_7", "ds_1.orders_8");
  }

  @Test
  void listsAndAlternativesFindTheShardsOfTheirKeysOnly() throws Exception {
    assertThat(
            nodes("SELECT status FROM orders WHERE order_no IN (?, ?, ?)", id(3), id(9), id(700)))
        .containsExactly("ds_0.orders_0", "ds_1.orders_10");
    assertThat(nodes("SELECT status FROM orders WHERE user_id = ? OR user_id = ?", id(3), id(100)))
        .containsExactly("ds_0.orders_0", "ds_0.orders_1");
  }

  @Test
  void aPageByKeyStaysOnItsShard() throws Exception {
    assertThat(
            nodes(
                "SELECT order_no FROM orders WHERE user_id = ? AND order_no < ? ORDER BY order_no"
                    + " DESC LIMIT 20",
                id(700),
                Long.MAX_VALUE))
        .containsExactly("ds_1.orders_10");
  }

  @Test
  void aJoinInsideTheUsersTablesIsOneShardWhicheverTableHasTheKey() throws Exception {
    String join =
        "SELECT o.order_no FROM orders o JOIN order_items i ON i.order_no = o.order_no"
            + " AND i.user_id = o.user_id WHERE ";
    assertThat(route(join + "o.user_id = ?", id(700)).targets())
        .singleElement()
        .extracting(Target::actualTables)
        .isEqualTo(List.of("order_items_10", "orders_10"));
    assertThat(nodes(join + "i.order_no = ?", id(700)))
        .containsExactly("ds_1.order_items_10", "ds_1.orders_10");
    assertThat(
            nodes(
                "SELECT u.user_id FROM users u JOIN addresses a ON a.user_id = u.user_id WHERE"
                    + " a.address_id = ?",
                id(700)))
        .containsExactly("ds_1.addresses_10", "ds_1.users_10");
    assertThat(
            nodes(
                "SELECT o.order_no FROM orders o LEFT JOIN payments p USING (user_id) WHERE"
                    + " o.user_id = ?",
                id(700)))
        .containsExactly("ds_1.orders_10", "ds_1.payments_10");
  }

  @Test
  void aSubqueryTiedToTheKeyStaysOnTheShard() throws Exception {
    assertThat(
            nodes(
                "SELECT order_no FROM orders o WHERE user_id = ? AND EXISTS (SELECT 1 FROM"
                    + " order_items i WHERE i.order_no = o.order_no)",
                id(700)))
        .containsExactly("ds_1.order_items_10", "ds_1.orders_10");
    assertThat(
            nodes(
                "SELECT COUNT(*) FROM (SELECT order_no FROM orders WHERE user_id = ? LIMIT 5) AS t",
                id(700)))
        .containsExactly("ds_1.orders_10");
  }

  @Test
  void writesGoToTheShardOfTheirKey() throws Exception {
    long user = id(300);
    long order = id(300);
    assertThat(nodes(INSERT_ORDER, user, order)).containsExactly("ds_0.orders_4");
    assertThat(
            nodes(
                "UPDATE orders SET status = 'PAID' WHERE order_no = ? AND status = 'PLACED'",
                order))
        .containsExactly("ds_0.orders_4");
    assertThat(
            TestShards.queryMember(
                "ds_0_primary", "SELECT status FROM orders_4 WHERE order_no = " + order))
        .containsExactly("PAID");
    assertThat(nodes("DELETE FROM orders WHERE user_id = ? AND order_no = ?", user, order))
        .containsExactly("ds_0.orders_4");
  }

  @Test
  void insertsOfEveryShapeGoToTheShardOfTheirKey() throws Exception {
    String insert =
        "INSERT INTO cart_items (cart_item_id, user_id, product_id, quantity,"
            + " created_at, updated_at) VALUES (?, ?, ?, 1, NOW(6), NOW(6))";
    String upsert = insert + " ON DUPLICATE KEY UPDATE quantity = quantity + VALUES(quantity)";
    long user = id(300);
    assertThat(nodes(upsert, id(300), user, 7L)).containsExactly("ds_0.cart_items_4");
    assertThat(nodes(upsert, id(300), user, 7L)).containsExactly("ds_0.cart_items_4");
    assertThat(
            TestShards.queryMember(
                "ds_0_primary", "SELECT quantity FROM cart_items_4 WHERE user_id = " + user))
        .containsExactly("2");
    String two = insert + ", (?, ?, ?, 1, NOW(6), NOW(6))";
    assertThat(nodes(two, id(300), user, 8L, id(900), id(900), 8L))
        .containsExactly("ds_0.cart_items_4", "ds_1.cart_items_14");
    assertThat(
            nodes(
                "INSERT INTO order_items (user_id, order_no, line_no, product_id, title,"
                    + " unit_amount, currency, quantity) SELECT user_id, order_no, 1, 7, 'x', 1,"
                    + " currency, 1 FROM orders WHERE user_id = ?",
                user))
        .containsExactly("ds_0.order_items_4", "ds_0.orders_4");
  }

  @Test
  void aRowOfTwoContradictingKeysIsRefusedByTheServer() {
    assertThatThrownBy(() -> TestShards.update(INSERT_ORDER, id(300), id(301)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("orders_4");
  }

  @Test
  void contradictingKeysInAReadFindNothing() throws Exception {
    long user = id(300);
    TestShards.update(INSERT_ORDER, user, id(300));
    assertThat(
            TestShards.query(
                "SELECT status FROM orders WHERE user_id = ? AND order_no = ?", user, id(900)))
        .isEmpty();
  }

  @Test
  void aBatchOfRowsGoesToItsShardsInOneStatementEach() throws Exception {
    try (RouteLog log = RouteLog.record();
        Connection connection = TestShards.get().dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT_ORDER)) {
      for (int slot : List.of(1, 2, 1000)) {
        statement.setLong(1, id(slot));
        statement.setLong(2, id(slot));
        statement.addBatch();
      }
      statement.executeBatch();
      Set<String> nodes = new TreeSet<>();
      log.statements("order.insert").forEach(each -> nodes.addAll(each.nodes()));
      assertThat(nodes).containsExactly("ds_0.orders_0", "ds_1.orders_15");
    }
  }

  @Test
  void readsGoToTheReplicaOutsideAndToThePrimaryInsideATransaction() throws Exception {
    long user = id(700);
    String read = "SELECT status FROM orders WHERE user_id = ?";
    assertThat(route(read, user).dataSources()).containsExactly("ds_1_replica");
    assertThat(route(INSERT_ORDER, user, id(700)).dataSources()).containsExactly("ds_1_primary");
    assertThat(route(read + " FOR UPDATE", user).dataSources()).containsExactly("ds_1_primary");
    try (RouteLog log = RouteLog.record();
        Connection connection = TestShards.get().dataSource().getConnection()) {
      connection.setAutoCommit(false);
      assertThat(TestShards.query(connection, read, user)).containsExactly("PLACED");
      connection.rollback();
      connection.setAutoCommit(true);
      assertThat(log.statements().getFirst().dataSources()).containsExactly("ds_1_primary");
      assertThat(log.statements().getFirst().primary()).isTrue();
    }
    assertThat(route(read, user).primary()).isFalse();
  }

  @Test
  void aWriteIsSeenOnTheReplica() throws Exception {
    long order = id(700);
    TestShards.update(INSERT_ORDER, id(700), order);
    String read = "SELECT status FROM orders WHERE order_no = ?";
    for (int i = 0; i < 1_200 && TestShards.query(read, order).isEmpty(); i++) {
      Thread.sleep(50);
    }
    assertThat(route(read, order).dataSources()).containsExactly("ds_1_replica");
    assertThat(TestShards.query(read, order)).containsExactly("PLACED");
  }

  @Test
  void theCatalogIsNotSharded() throws Exception {
    RoutedStatement route = route("SELECT title FROM products WHERE price_amount > ? LIMIT 5", 10);
    assertThat(route.nodes()).containsExactly("ds_catalog.products");
    assertThat(route.dataSources()).containsExactly("ds_catalog_replica");
  }

  @Test
  void theLogSeesStatementsOfOtherThreadsByTheirNameUntilItIsClosed() throws Exception {
    String named = "/* order.find */ SELECT status FROM orders WHERE user_id = ?";
    RouteLog log = RouteLog.record();
    try (log;
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<String>>> reads =
          Collections.nCopies(20, () -> TestShards.query(named, id(3)));
      for (Future<List<String>> each : threads.invokeAll(reads)) {
        each.get();
      }
    }
    TestShards.query(named, id(1));
    assertThat(log.statements("order.find"))
        .hasSize(20)
        .allMatch(RoutedStatement::singleShard)
        .allMatch(each -> each.sql().equals(named));
    log.clear();
    assertThat(log.statements()).isEmpty();
  }

  @Test
  void aStatementWithoutATableOrANameIsLoggedAsItIs() throws Exception {
    RoutedStatement route = route("SELECT 1");
    assertThat(route.name()).isNull();
    assertThat(route.nodes()).isEmpty();
    assertThat(route.targets()).hasSize(1);
  }
}

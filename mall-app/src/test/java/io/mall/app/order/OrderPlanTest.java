package io.mall.app.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.slot.TableGroup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.scripting.defaults.DefaultParameterHandler;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each statement on orders reads along the index that was made for it, on the server itself. */
@MallTest
class OrderPlanTest {

  private static final String SERVER = "db-a-primary";
  private static final String TABLE = "mall_0.plan_of_orders";
  private static final long USER = 64;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Mall mall;

  OrderPlanTest(Mall mall) {
    this.mall = mall;
  }

  /** How the server reads a table. */
  private record Plan(@Nullable String key, String extra) {}

  @BeforeAll
  static void tenThousandOrdersOfAHundredUsers(Mall mall) throws SQLException {
    String digits =
        "(SELECT 0 AS n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION"
            + " SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)";
    execute("DROP TABLE IF EXISTS " + TABLE);
    execute("CREATE TABLE " + TABLE + " LIKE mall_0.orders_1");
    execute(
        "INSERT INTO "
            + TABLE
            + " (user_id, order_no, status, total_amount, currency, item_count, ship_to,"
            + " expires_at, created_at, updated_at)"
            + " SELECT 64 + 1024 * (10 * c.n + d.n), 64 + 1024 * (1000 * a.n + 100 * b.n + 10 *"
            + " c.n + d.n + 1),"
            + " ELT(1 + (a.n + b.n) % 4, 'PLACED', 'PAID', 'RECEIVED', 'CANCELLED'), 1, 'EUR', 1,"
            + " '{}', '2026-03-01' + INTERVAL (10 * a.n + b.n) MINUTE,"
            + " '2026-03-01' + INTERVAL (10 * a.n + b.n) MINUTE, '2026-03-01' FROM "
            + String.join(", ", digits + " a", digits + " b", digits + " c", digits + " d"));
    execute("ANALYZE TABLE " + TABLE);
    assertThat(mall).isNotNull();
  }

  @AfterAll
  static void forget() throws SQLException {
    execute("DROP TABLE " + TABLE);
  }

  @Test
  void allOrdersOfAUserAreReadBackwardsAlongThePrimaryKey() throws SQLException {
    OrderQuery first = OrderQuery.first(null, null, null, 20);
    Plan plan = plan("list", Map.of("userId", USER, "query", first));
    assertThat(plan.key()).isEqualTo("PRIMARY");
    assertThat(plan.extra()).doesNotContain("filesort");
  }

  @Test
  void ordersOfOneStatusAreReadBackwardsAlongTheirIndex() throws SQLException {
    OrderQuery paid = OrderQuery.first(Order.Status.PAID, null, NOW, 20);
    Plan plan = plan("listByStatus", Map.of("userId", USER, "query", paid));
    assertThat(plan.key()).isEqualTo("idx_user_status_time");
    assertThat(plan.extra()).doesNotContain("filesort");
  }

  @Test
  void ordersWhoseTimeIsOverAreFoundByStatusAndTime() throws SQLException {
    Instant early = Instant.parse("2026-03-01T00:05:00Z");
    Map<String, Object> due = Map.of("group", new TableGroup(1), "now", early, "limit", 100);
    Plan plan = plan("findDue", due);
    assertThat(plan.key()).isEqualTo("idx_status_expires");
    assertThat(plan.extra()).doesNotContain("filesort");
  }

  @Test
  void anOrderIsFoundByItsNumberAlone() throws SQLException {
    assertThat(plan("findByNo", Map.of("orderNo", USER + 1024)).key()).isEqualTo("idx_order_no");
  }

  private Plan plan(String statement, Map<String, ?> parameters) throws SQLException {
    MappedStatement mapped =
        mall.bean(SqlSessionFactory.class)
            .getConfiguration()
            .getMappedStatement(OrderMapper.class.getName() + "." + statement);
    BoundSql sql = mapped.getBoundSql(parameters);
    String text = sql.getSql().replaceFirst("FROM orders", "FROM " + TABLE);
    try (Connection connection = Mall.cluster().connectAsRoot(SERVER);
        PreparedStatement explain =
            connection.prepareStatement("EXPLAIN FORMAT=TRADITIONAL " + text)) {
      new DefaultParameterHandler(mapped, parameters, sql).setParameters(explain);
      try (ResultSet rows = explain.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return new Plan(
            rows.getString("key"), Objects.requireNonNullElse(rows.getString("Extra"), ""));
      }
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = Mall.cluster().connectAsRoot(SERVER);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

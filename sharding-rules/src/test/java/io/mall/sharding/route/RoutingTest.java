package io.mall.sharding.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.sharding.TestShards;
import io.mall.sharding.slot.Slot;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class RoutingTest {
  @AfterEach
  void nothingIsLeftCheckedOut() {
    TestShards.assertNothingCheckedOut();
  }

  private static List<String> nodesOf(String sql, Object... values) throws Exception {
    try (RouteLog log = RouteLog.record()) {
      if (sql.stripLeading().startsWith("SELECT")) {
        TestShards.query(sql, values);
      } else {
        TestShards.update(sql, values);
      }
      assertThat(log.statements()).hasSize(1);
      return List.copyOf(log.statements().getFirst().nodes());
    }
  }

  @Test
  void everyKeyOfAUserFindsTheUsersShard() throws Exception {
    long user = TestShards.id(700);
    long order = TestShards.id(700);
    assertThat(nodesOf("SELECT status FROM orders WHERE user_id = ?", user))
        .containsExactly("ds_1.orders_10");
    assertThat(nodesOf("SELECT status FROM orders WHERE order_no = ?", order))
        .containsExactly("ds_1.orders_10");
    int slot = Slot.ofName("user1").value();
    assertThat(nodesOf("SELECT user_id FROM users WHERE username = ?", "user1"))
        .containsExactly("ds_%d.users_%d".formatted(slot / 512, slot / 64));
  }

  @Test
  void aRangeOfSlotsIsOneTableGroup() throws Exception {
    assertThat(nodesOf("SELECT order_no FROM orders WHERE slot BETWEEN ? AND ? LIMIT 10", 64, 127))
        .containsExactly("ds_0.orders_1");
  }
}

package io.mall.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@MallTest
class RouteGuardTest {
  private final Mall mall;

  RouteGuardTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void aStatementOverItsBudgetIsRefusedAndCounted() {
    double before = refused("budget");
    assertThatThrownBy(() -> run("/* data.test */ SELECT order_no FROM orders WHERE slot >= 0"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("Statement data.test may touch 1 shard")
        .hasMessageContaining("sharding-rules/budgets.yaml:");
    assertThat(refused("budget")).isEqualTo(before + 1);
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = mall.bean(DataSource.class).getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeQuery().close();
    }
  }

  private double refused(String kind) {
    Counter counter =
        mall.bean(MeterRegistry.class)
            .find("mall.data.route.breaches")
            .tags("kind", kind, "outcome", "refused")
            .counter();
    return counter == null ? 0 : counter.count();
  }
}

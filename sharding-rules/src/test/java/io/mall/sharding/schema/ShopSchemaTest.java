package io.mall.sharding.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.sharding.slot.Slot;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The schema of sql/schema itself, with the rules of the shop, on real servers. */
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class ShopSchemaTest {

  private static final String DS_0 = "MALL_DS_0_PRIMARY_URL";

  private final Databases databases;
  private final Schema schema;

  ShopSchemaTest(@TempDir Path folder) throws Exception {
    databases = new Databases(folder);
    schema =
        Schema.open(
            "classpath:sharding-rules/rules.yaml",
            "classpath:sql/schema",
            databases.environment::get);
  }

  @BeforeAll
  void migrate() {
    Plan plan = schema.apply(_ -> {});

    assertThat(plan.steps()).hasSize(12 * 16 + 4);
    assertThat(plan.drifts()).isEmpty();
  }

  @AfterAll
  void dropDatabases() throws SQLException {
    databases.close();
  }

  @Test
  void aSecondRunFindsNothingToDo() {
    databases.cluster.awaitReplicas();

    assertThat(schema.apply(_ -> {}).isEmpty()).isTrue();
    assertThat(schema.drift(true, _ -> {})).isEmpty();
  }

  @Test
  void aRowWhoseKeysNameTwoShardsIsRefused() throws SQLException {
    String order =
        "INSERT INTO orders_0 (user_id, order_no, status, total_amount, currency, item_count,"
            + " ship_to, expires_at, created_at, updated_at)"
            + " VALUES (%d, %d, 'PLACED', 1, 'EUR', 1, '{}', NOW(6), NOW(6), NOW(6))";

    databases.execute(DS_0, order.formatted(1024 + 7, 2048 + 7));
    assertRefused(order.formatted(1024 + 7, 4096 + 8));
  }

  @Test
  void aUserUnderAnotherNamesSlotIsRefused() throws SQLException {
    String user =
        "INSERT INTO users_0 (user_id, username, password_hash, role, created_at, updated_at)"
            + " VALUES (%d, 'user.name-1', 'x', 'USER', NOW(6), NOW(6))";
    int slot = Slot.ofName("user.name-1").value();

    databases.execute(DS_0, user.formatted(1024 + slot));
    assertRefused(user.formatted(2048 + (slot ^ 1)));
  }

  @Test
  void stockThatDoesNotAddUpIsRefused() throws SQLException {
    String stock =
        "INSERT INTO inventory_0 (product_id, seeded, available, reserved, sold, updated_at)"
            + " VALUES (%d, 10, %d, 2, 1, NOW(6))";

    databases.execute(DS_0, stock.formatted(1, 7));
    assertRefused(stock.formatted(2, 8));
    assertRefused("UPDATE inventory_0 SET available = -1, sold = 9 WHERE product_id = 1");
  }

  private void assertRefused(String statement) {
    // MariaDB: 4025, CONSTRAINT ... failed; MySQL: 3819, Check constraint ... is violated.
    assertThatThrownBy(() -> databases.execute(DS_0, statement))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getErrorCode()).isIn(4025, 3819));
  }
}

package io.mall.sharding.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static final Set<String> COLUMNS = Set.of("user_id", "status", "total", "created_at");

  @Test
  void eachQuestionMarkHasItsColumn() {
    assertThat(
            Conditions.columns(
                "SELECT 1 FROM t WHERE t.user_id = ? AND `status` IN (?, ?) AND total < ? LIMIT ?"))
        .containsExactly("user_id", "status", "status", "total", "");
  }

  @Test
  void anIndexHasWhatIsEqualFirstAndThenTheOrderOrARange() {
    assertThat(index("SELECT 1 FROM t WHERE total > ? AND status = ? AND user_id IN (?)"))
        .containsExactly("status", "user_id", "total");
    assertThat(
            index(
                "SELECT 1 FROM t x WHERE x.status = 'A' AND total > ? ORDER BY x.created_at DESC LIMIT 5"))
        .containsExactly("status", "created_at");
    assertThat(index("SELECT 1 FROM t WHERE other.status = ? AND nope = ?")).isEmpty();
  }

  private static Iterable<String> index(String sql) {
    return Conditions.index(sql, Set.of("t", "x"), COLUMNS);
  }

  @Test
  void theAliasOfATableIsNoKeyword() {
    assertThat(Conditions.alias("SELECT 1 FROM orders_3 o JOIN x", "orders_3")).contains("o");
    assertThat(Conditions.alias("SELECT 1 FROM orders_3 WHERE a = 1", "orders_3")).isEmpty();
    assertThat(Conditions.alias("SELECT 1 FROM `orders_3` AS p", "orders_3")).contains("p");
  }
}

package io.mall.app.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.ProductId;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@MallTest
class SupportTest {

  private final Mall mall;

  SupportTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void aProductOnTheShelfHasStockAndIsOnTheReplicas() {
    ProductId productId = mall.shelf().newProduct(7);
    JdbcClient sql = JdbcClient.create(mall.bean(DataSource.class));
    assertThat(
            sql.sql("SELECT available FROM inventory WHERE product_id = ?")
                .param(productId.value())
                .query(Long.class)
                .single())
        .isEqualTo(7);
    assertThat(
            sql.sql("SELECT COUNT(*) FROM products WHERE product_id = ?")
                .param(productId.value())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }
}

package io.mall.app.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@MallTest
class StockReconcilerTest {

  private final Goods goods;
  private final StockReconciler reconciler;
  private final JdbcClient sql;

  StockReconcilerTest(Mall mall) {
    this.goods = new Goods(mall);
    this.reconciler = mall.bean(StockReconciler.class);
    this.sql = JdbcClient.create(mall.bean(DataSource.class));
  }

  @Test
  void stockThatMovedThroughItsDoorAgrees() {
    ProductId product = goods.stocked(10);
    goods.stocks().deduct(product, 1);
    goods.stocks().reserve(goods.order(), product, 2);
    goods.stocks().release(goods.order(), product);

    assertThat(mismatches(product)).isEmpty();
  }

  @Test
  void aLedgerThatAddsUpToSomethingElseIsFound() {
    ProductId product = goods.stocked(10);
    change("UPDATE stock_ledger SET quantity = 9 WHERE product_id = ?", product);

    assertThat(mismatches(product))
        .containsExactly(
            new StockMismatch(
                product,
                "has seeded 10, available 10, reserved 0, sold 0; its ledger has 9, 9, 0, 0"));

    change("UPDATE stock_ledger SET quantity = 10 WHERE product_id = ?", product);
    assertThat(mismatches(product)).isEmpty();
  }

  @Test
  void stockWithoutALedgerAndALedgerWithoutStockAreFound() {
    ProductId product = goods.stocked(10);
    change("DELETE FROM stock_ledger WHERE product_id = ?", product);
    assertThat(mismatches(product))
        .containsExactly(new StockMismatch(product, "has stock but no ledger"));

    change("DELETE FROM inventory WHERE product_id = ?", product);
    assertThat(mismatches(product)).isEmpty();

    ProductId other = goods.stocked(10);
    change("DELETE FROM inventory WHERE product_id = ?", other);
    assertThat(mismatches(other))
        .containsExactly(new StockMismatch(other, "has a ledger but no stock row"));
    change("DELETE FROM stock_ledger WHERE product_id = ?", other);
  }

  @Test
  void aMarkOfACancelledOrderNeedsNoStock() {
    ProductId product = goods.unstocked();
    goods.stocks().release(goods.order(), product);

    assertThat(mismatches(product)).isEmpty();
  }

  @Test
  void aGroupWithMoreProductsThanAPageIsCheckedToItsEnd() {
    List<ProductId> products = new ArrayList<>();
    for (int i = 0; i < 520; i++) {
      products.add(goods.unstockedIn(77));
    }
    seedOneEach(products);
    ProductId last = products.getLast();
    change("UPDATE stock_ledger SET quantity = 2 WHERE product_id = ?", last);

    assertThat(mismatches(last)).hasSize(1);

    change("UPDATE stock_ledger SET quantity = 1 WHERE product_id = ?", last);
  }

  private void seedOneEach(List<ProductId> products) {
    StringJoiner stock = new StringJoiner(", ");
    StringJoiner ledger = new StringJoiner(", ");
    for (ProductId product : products) {
      stock.add("(%s, 1, 1, 0, 0, 1, NOW())".formatted(product));
      ledger.add("(%s, %s, 'SEEDED', 1, NOW(), NOW())".formatted(product, product));
    }
    sql.sql(
            "INSERT INTO stock_ledger (product_id, ledger_id, state, quantity, created_at,"
                + " updated_at) VALUES "
                + ledger)
        .update();
    sql.sql(
            "INSERT INTO inventory (product_id, seeded, available, reserved, sold, version,"
                + " updated_at) VALUES "
                + stock)
        .update();
  }

  private void change(String statement, ProductId product) {
    sql.sql(statement).param(product.value()).update();
  }

  private List<StockMismatch> mismatches(ProductId product) {
    TableGroup group = Slot.ofId(product.value()).group();
    return reconciler.check(group).stream()
        .filter(each -> each.productId().equals(product))
        .toList();
  }
}

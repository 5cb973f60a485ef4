package io.mall.app.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.data.Transactions;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.stock.Stock;
import io.mall.app.stock.Stocks;
import io.mall.app.support.Mall;
import io.mall.app.support.Shelf;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stock as the tests look at it, beside the shop's own API. */
public final class Warehouse {

  private final Mall mall;
  private final JdbcClient sql;

  public Warehouse(Mall mall) {
    this.mall = mall;
    this.sql = JdbcClient.create(mall.bean(DataSource.class));
  }

  public ProductId product(long stock) {
    return mall.shelf().newProduct(stock);
  }

  ProductId product(long stock, Side side) {
    Shelf shelf = mall.shelf();
    return shelf.newProduct(shelf.newCategory(), stock, Shelf.PRICE, side.anySlot());
  }

  ProductId product(long stock, Money price) {
    return mall.shelf().newProduct(stock, price);
  }

  public Stock stock(ProductId productId) {
    return mall.bean(Stocks.class).require(productId);
  }

  /** Available, reserved, sold; waits, since what is given back takes its time. */
  public void awaitStock(ProductId productId, long available, long reserved, long sold) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              Stock stock = stock(productId);
              assertThat(List.of(stock.available(), stock.reserved(), stock.sold()))
                  .as("available, reserved, sold of %s", productId)
                  .containsExactly(available, reserved, sold);
            });
  }

  /** The states of the ledger rows that orders left, in the order they were written; now. */
  List<@Nullable String> states(ProductId productId) {
    return mall.bean(Transactions.class)
        .<List<@Nullable String>>read(
            () ->
                sql.sql(
                        "SELECT state FROM stock_ledger WHERE product_id = ?"
                            + " AND order_no IS NOT NULL ORDER BY ledger_id")
                    .param(productId.value())
                    .query(String.class)
                    .list());
  }

  /** The state of what an order did to a product. */
  public String ledger(ProductId productId, OrderNo orderNo) {
    return mall.bean(Transactions.class)
        .read(
            () ->
                sql.sql("SELECT state FROM stock_ledger WHERE product_id = ? AND order_no = ?")
                    .params(productId.value(), orderNo.value())
                    .query(String.class)
                    .single());
  }

  /** Makes the reservations of a product an hour older. */
  void age(ProductId productId) {
    sql.sql(
            "UPDATE stock_ledger SET created_at = created_at - INTERVAL 1 HOUR"
                + " WHERE product_id = ? AND state = 'RESERVED'")
        .param(productId.value())
        .update();
  }

  /** Makes all reservations of some products be of one instant. */
  void reservedAt(Instant instant, ProductId... products) {
    for (ProductId each : products) {
      sql.sql("UPDATE stock_ledger SET created_at = ? WHERE product_id = ? AND state = 'RESERVED'")
          .params(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), each.value())
          .update();
    }
  }
}

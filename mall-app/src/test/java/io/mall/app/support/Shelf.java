package io.mall.app.support;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts products and stock on sale by plain SQL, so that a test of one module needs no other. */
public final class Shelf {

  public static final Money PRICE = Money.of(1_999, "EUR");

  private final JdbcClient sql;
  private final TransactionTemplate transaction;
  private final Ids ids;

  Shelf(Mall mall) {
    this.sql = JdbcClient.create(mall.bean(DataSource.class));
    this.transaction = new TransactionTemplate(mall.bean(PlatformTransactionManager.class));
    this.ids = mall.bean(Ids.class);
  }

  public CategoryId newCategory() {
    CategoryId categoryId = new CategoryId(ids.next(randomSlot()));
    sql.sql("INSERT INTO categories (category_id, parent_id, slug, name) VALUES (?, NULL, ?, ?)")
        .params(categoryId.value(), "c" + categoryId, "Category " + categoryId)
        .update();
    return categoryId;
  }

  /** A product of a category of its own, in a random slot. */
  public ProductId newProduct(long stock) {
    return newProduct(stock, PRICE);
  }

  public ProductId newProduct(long stock, Money price) {
    return newProduct(newCategory(), stock, price, randomSlot());
  }

  public ProductId newProduct(CategoryId categoryId, long stock, Money price, Slot slot) {
    ProductId productId = new ProductId(ids.next(slot));
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    sql.sql(
            "INSERT INTO products (product_id, category_id, title, description, price_amount,"
                + " currency, status, version, created_at, updated_at)"
                + " VALUES (?, ?, ?, '', ?, ?, 'ACTIVE', 1, ?, ?)")
        .params(productId.value(), categoryId.value(), "Product " + productId, price.amount())
        .params(price.currencyCode(), now, now)
        .update();
    transaction.executeWithoutResult(status -> seed(productId, stock, now));
    Mall.cluster().awaitReplicas();
    return productId;
  }

  private void seed(ProductId productId, long stock, LocalDateTime now) {
    sql.sql(
            "INSERT INTO stock_ledger (product_id, ledger_id, order_no, state, quantity,"
                + " created_at, updated_at) VALUES (?, ?, NULL, 'SEEDED', ?, ?, ?)")
        .params(productId.value(), ids.next(Slot.ofId(productId.value())), stock, now, now)
        .update();
    sql.sql(
            "INSERT INTO inventory (product_id, seeded, available, reserved, sold, version,"
                + " updated_at) VALUES (?, ?, ?, 0, 0, 1, ?)")
        .params(productId.value(), stock, stock, now)
        .update();
  }

  private static Slot randomSlot() {
    return new Slot(ThreadLocalRandom.current().nextInt(Slot.COUNT));
  }
}

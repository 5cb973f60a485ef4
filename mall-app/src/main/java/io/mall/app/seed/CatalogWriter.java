package io.mall.app.seed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;

/** Writes categories and products. */
record CatalogWriter(Job job, Connection connection) {

  private static final String CATEGORIES =
      Batch.insert("categories", "category_id", "parent_id", "slug", "name");
  private static final String PRODUCTS =
      Batch.insert(
          "products",
          "product_id",
          "category_id",
          "title",
          "description",
          "price_amount",
          "currency",
          "status",
          "version",
          "created_at",
          "updated_at");

  void write() throws SQLException {
    categories();
    products();
  }

  private void categories() throws SQLException {
    BitSet there =
        job.numbers(
            connection,
            "SELECT category_id FROM categories WHERE category_id <= "
                + job.data().categories().size());
    try (Batch batch = job.batch(connection, CATEGORIES)) {
      for (SeedCategory category : job.data().categories()) {
        if (job.isMissing(there, category.categoryId(), "categories", 1)) {
          batch.row(
              0, category.categoryId(), category.parentId(), category.slug(), category.name());
          batch.complete();
        }
      }
      batch.flush();
    }
  }

  private void products() throws SQLException {
    long last = job.order().products();
    BitSet there =
        job.numbers(connection, "SELECT product_id FROM products WHERE product_id <= " + last);
    try (Batch batch = job.batch(connection, PRODUCTS)) {
      for (long number = 1; number <= last && !job.failed().get(); number++) {
        if (job.isMissing(there, number, "products", 1)) {
          product(batch, job.data().product(number));
        }
      }
      batch.flush();
    }
  }

  private static void product(Batch batch, SeedProduct product) throws SQLException {
    batch.row(
        0,
        product.productId(),
        product.categoryId(),
        product.title(),
        product.description(),
        product.priceAmount(),
        product.currency(),
        "ACTIVE",
        0,
        product.createdAt(),
        product.createdAt());
    batch.complete();
  }
}

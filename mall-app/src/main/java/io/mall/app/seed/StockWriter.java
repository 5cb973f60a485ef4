package io.mall.app.seed;

import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;

/** Writes stock of one table group: an inventory row and the ledger row it stems from, together. */
record StockWriter(Job job, Connection connection, TableGroup group) {

  void write() throws SQLException {
    String inventory = "inventory_" + group.number();
    String ledger = "stock_ledger_" + group.number();
    long last = job.order().products();
    BitSet there =
        job.numbers(
            connection, "SELECT product_id FROM " + inventory + " WHERE product_id <= " + last);
    try (Batch batch =
        job.batch(
            connection,
            Batch.insert(
                inventory,
                "product_id",
                "seeded",
                "available",
                "reserved",
                "sold",
                "version",
                "updated_at"),
            Batch.insert(
                ledger,
                "product_id",
                "ledger_id",
                "state",
                "quantity",
                "created_at",
                "updated_at"))) {
      for (long number = 1; number <= last && !job.failed().get(); number++) {
        if (Slot.ofId(number).group().equals(group) && job.isMissing(there, number, "stocks", 2)) {
          stock(batch, job.data().product(number));
        }
      }
      batch.flush();
    }
  }

  private static void stock(Batch batch, SeedProduct product) throws SQLException {
    long stock = product.stock();
    var time = product.createdAt();
    batch.row(0, product.productId(), stock, stock, 0, 0, 0, time);
    batch.row(1, product.productId(), product.ledgerId(), "SEEDED", stock, time, time);
    batch.complete();
  }
}

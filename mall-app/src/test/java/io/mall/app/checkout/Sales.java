package io.mall.app.checkout;

import io.mall.app.bench.Site;
import io.mall.app.data.Transactions;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.stock.Stocks;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.transaction.AcrossShards;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sells one piece on each of some shards, in different kinds of transaction. */
final class Sales {

  private static final int PRODUCTS = 300;
  private static final long STOCK = 1_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final AcrossShards acrossShards;
  private final Reservations reservations;
  private final Stocks stocks;
  private final Transactions transactions;
  private final Ids ids;
  private final JdbcClient sql;
  private final List<List<ProductId>> products = new ArrayList<>();

  Sales(Site site) {
    this.acrossShards = site.bean(AcrossShards.class);
    this.reservations = site.bean(Reservations.class);
    this.stocks = site.bean(Stocks.class);
    this.transactions = site.bean(Transactions.class);
    this.ids = site.bean(Ids.class);
    this.sql = JdbcClient.create(site.bean(DataSource.class));
    // On the first server, the second, and the first again; each shard has four table groups.
    for (int from : new int[] {0, Slot.COUNT / 2, Slot.COUNT / 4}) {
      List<ProductId> ofShard = new ArrayList<>();
      for (int i = 0; i < PRODUCTS; i++) {
        ProductId productId = new ProductId(ids.next(new Slot(from + i % (Slot.COUNT / 4))));
        stocks.restock(productId, STOCK);
        ofShard.add(productId);
      }
      products.add(ofShard);
    }
  }

  /** A plain local transaction on each shard. */
  void local(int shards) {
    OrderNo orderNo = order();
    for (ProductId product : some(shards)) {
      transactions.write(() -> sell(orderNo, product));
    }
  }

  /** Reserved on each shard, decided, sold on each shard. */
  void tcc(int shards) {
    OrderNo orderNo = order();
    acrossShards.execute(
        "bench",
        TIMEOUT,
        branches -> {
          for (ProductId product : some(shards)) {
            branches.attempt(
                reservations,
                Reservations.argument(orderNo, Map.of(product, 1)),
                () -> stocks.reserve(orderNo, product, 1));
          }
          return orderNo;
        });
  }

  /** The statements of a sale without a reservation; joins the caller's transaction. */
  int sell(OrderNo orderNo, ProductId product) {
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    sql.sql(
            "INSERT INTO stock_ledger (product_id, ledger_id, order_no, state, quantity,"
                + " created_at, updated_at) VALUES (?, ?, ?, 'SOLD', 1, ?, ?)")
        .params(product.value(), ids.next(Slot.ofId(product.value())), orderNo.value(), now, now)
        .update();
    return sql.sql(
            "UPDATE inventory SET available = available - 1, sold = sold + 1,"
                + " version = version + 1, updated_at = ? WHERE product_id = ? AND available >= 1")
        .params(now, product.value())
        .update();
  }

  /** Any product of a shard. */
  ProductId product(int shard) {
    return products.get(shard).get(ThreadLocalRandom.current().nextInt(PRODUCTS));
  }

  private List<ProductId> some(int shards) {
    return IntStream.range(0, shards).mapToObj(this::product).toList();
  }

  private OrderNo order() {
    return new OrderNo(ids.next(new Slot(9)));
  }
}

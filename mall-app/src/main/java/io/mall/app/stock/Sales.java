package io.mall.app.stock;

import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.Transactions;
import io.mall.app.kernel.ProductId;
import io.mall.app.stock.Stocks.Sale;
import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.slot.Placement;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Reservations of many orders made firm together, in one local transaction for each data source and
 * two statements for each of its table groups. Everything is as it was thought to be, or nothing is
 * done.
 */
@Component
class Sales {

  private final StockMapper mapper;
  private final Transactions transactions;
  private final ShardedDataSource shards;
  private final Clock clock;

  Sales(StockMapper mapper, Transactions transactions, ShardedDataSource shards, Clock clock) {
    this.mapper = mapper;
    this.transactions = transactions;
    this.shards = shards;
    this.clock = clock;
  }

  /** What goes of one product altogether. */
  record Sum(ProductId productId, long quantity) {}

  /** Some reservations are not as they were thought to be; nothing of this data source is kept. */
  static final class MisjudgedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MisjudgedException() {
      super("reservations are not as they were taken to be", null, false, false);
    }
  }

  /** The sales by the data source that holds their products. */
  Collection<List<Sale>> byDataSource(Collection<Sale> sales) {
    Placement placement = shards.rules().placement();
    return sales.stream()
        .collect(
            Collectors.groupingBy(
                sale -> placement.dataSourceOf(group(sale)), TreeMap::new, Collectors.toList()))
        .values();
  }

  /** Makes the reservations of one data source firm. */
  @RetryOnDeadlock
  void sell(List<Sale> sales) {
    Map<TableGroup, List<Sale>> byGroup =
        sales.stream()
            .collect(Collectors.groupingBy(Sales::group, TreeMap::new, Collectors.toList()));
    transactions.write(
        () -> {
          Instant now = clock.instant();
          byGroup.values().forEach(each -> sellLedgers(each, now));
          byGroup.values().forEach(each -> sellStock(each, now));
          return byGroup.size();
        });
  }

  private void sellLedgers(List<Sale> sales, Instant now) {
    int sold = 0;
    for (List<Sale> some : Chunks.padded(sales)) {
      sold += mapper.sellLedgers(some, now);
    }
    if (sold != sales.size()) {
      throw new MisjudgedException();
    }
  }

  /** Lowest product first, as everybody who holds several rows of stock does. */
  private void sellStock(List<Sale> sales, Instant now) {
    Map<ProductId, Long> quantities = new TreeMap<>((a, b) -> Long.compare(a.value(), b.value()));
    sales.forEach(sale -> quantities.merge(sale.productId(), sale.quantity(), Long::sum));
    List<Sum> sums =
        quantities.entrySet().stream()
            .map(each -> new Sum(each.getKey(), each.getValue()))
            .toList();
    int moved = 0;
    for (List<Sum> some : Chunks.padded(sums)) {
      moved += mapper.sellStock(some, now);
    }
    if (moved != sums.size()) {
      throw new MisjudgedException();
    }
  }

  private static TableGroup group(Sale sale) {
    return Slot.ofId(sale.productId().value()).group();
  }
}

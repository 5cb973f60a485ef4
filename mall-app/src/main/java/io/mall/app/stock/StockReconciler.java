package io.mall.app.stock;

import io.mall.app.data.Transactions;
import io.mall.app.kernel.ProductId;
import io.mall.sharding.slot.TableGroup;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Proves that every stock row is what its ledger adds up to. It goes page by page; a page is one
 * statement on one shard, hence one snapshot, so under full load too there is no false alarm.
 */
@Component
public class StockReconciler {

  static final int PAGE = 500;

  private final ReconcilerMapper mapper;
  private final Transactions transactions;

  StockReconciler(ReconcilerMapper mapper, Transactions transactions) {
    this.mapper = mapper;
    this.transactions = transactions;
  }

  /** All products of a table group whose stock and ledger disagree. */
  public List<StockMismatch> check(TableGroup group) {
    List<StockMismatch> mismatches = new ArrayList<>();
    checkLedgers(group, mismatches);
    findStockWithoutLedger(group, mismatches);
    return mismatches;
  }

  private void checkLedgers(TableGroup group, List<StockMismatch> mismatches) {
    long after = 0;
    List<StockSums> page;
    do {
      long last = after;
      page = transactions.read(() -> mapper.sums(group.firstSlot(), group.lastSlot(), last, PAGE));
      for (StockSums sums : page) {
        sums.disagreement()
            .ifPresent(reason -> mismatches.add(new StockMismatch(sums.productId(), reason)));
        after = sums.productId().value();
      }
    } while (page.size() == PAGE);
  }

  private void findStockWithoutLedger(TableGroup group, List<StockMismatch> mismatches) {
    long after = 0;
    List<ProductId> page;
    do {
      long last = after;
      page =
          transactions.read(
              () -> mapper.withoutLedger(group.firstSlot(), group.lastSlot(), last, PAGE));
      for (ProductId productId : page) {
        mismatches.add(new StockMismatch(productId, "has stock but no ledger"));
        after = productId.value();
      }
    } while (page.size() == PAGE);
  }
}

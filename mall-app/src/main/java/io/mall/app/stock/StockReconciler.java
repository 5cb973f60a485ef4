package io.mall.app.stock;

import io.mall.app.data.Transactions;
import io.mall.app.kernel.ProductId;
import io.mall.sharding.slot.TableGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Compares every stock row with what its ledger adds up to. It goes page by page; a page is one
 * statement on one shard, hence one snapshot of both, so under full load too there is no false
 * alarm.
 */
@Component
public class StockReconciler {

  private static final int PAGE = 500;

  /**
   * Where a look at a group goes on.
   *
   * @param ledgers whether the ledgers are being added up; afterwards stock that has none is sought
   * @param after the last product looked at
   */
  record Position(boolean ledgers, long after) {
    static final Position START = new Position(true, 0);
  }

  /**
   * What one page showed.
   *
   * @param products how many were compared
   * @param next where to go on, or null at the end of the group
   */
  record Page(int products, List<StockMismatch> mismatches, @Nullable Position next) {}

  private final ReconcilerMapper mapper;
  private final Transactions transactions;

  StockReconciler(ReconcilerMapper mapper, Transactions transactions) {
    this.mapper = mapper;
    this.transactions = transactions;
  }

  /** All products of a table group whose stock and ledger disagree. */
  public List<StockMismatch> check(TableGroup group) {
    List<StockMismatch> mismatches = new ArrayList<>();
    for (Position position = Position.START; position != null; ) {
      Page page = page(group, position, PAGE);
      mismatches.addAll(page.mismatches());
      position = page.next();
    }
    return mismatches;
  }

  /** The next products of a group. */
  Page page(TableGroup group, Position from, int size) {
    return from.ledgers() ? sums(group, from.after(), size) : bare(group, from.after(), size);
  }

  private Page sums(TableGroup group, long after, int size) {
    List<StockSums> sums =
        transactions.read(() -> mapper.sums(group.firstSlot(), group.lastSlot(), after, size));
    List<StockMismatch> mismatches = new ArrayList<>();
    for (StockSums each : sums) {
      each.disagreement()
          .ifPresent(reason -> mismatches.add(new StockMismatch(each.productId(), reason)));
    }
    Position next =
        sums.size() == size
            ? new Position(true, sums.getLast().productId().value())
            : new Position(false, 0);
    return new Page(sums.size(), mismatches, next);
  }

  private Page bare(TableGroup group, long after, int size) {
    List<ProductId> found =
        transactions.read(
            () -> mapper.withoutLedger(group.firstSlot(), group.lastSlot(), after, size));
    List<StockMismatch> mismatches =
        found.stream()
            .map(productId -> new StockMismatch(productId, "has stock but no ledger"))
            .toList();
    Position next = found.size() == size ? new Position(false, found.getLast().value()) : null;
    return new Page(found.size(), mismatches, next);
  }
}

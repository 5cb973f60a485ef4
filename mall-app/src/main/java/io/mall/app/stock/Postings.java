package io.mall.app.stock;

import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Done;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.Intent;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.sweep.Fences;
import io.mall.app.sweep.Grant;
import io.mall.sharding.combine.Answer;
import io.mall.sharding.slot.Slot;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Changes of one product as one local transaction on its shard: rows of the ledger first, last one
 * guarded update of the stock row, because that row is what every buyer of the product waits for.
 */
@Component
class Postings {

  private final StockMapper mapper;
  private final Idempotency idempotency;
  private final Fences fences;
  private final Transactions transactions;
  private final Clock clock;

  Postings(
      StockMapper mapper,
      Idempotency idempotency,
      Fences fences,
      Transactions transactions,
      Clock clock) {
    this.mapper = mapper;
    this.idempotency = idempotency;
    this.fences = fences;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The stock or the ledger is not what a posting took it to be; nothing of it is kept. */
  private static final class MisjudgedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MisjudgedException() {
      super("stock or ledger are not as they were taken to be", null, false, false);
    }
  }

  /**
   * Does the changes in their order and answers each. First in good faith, as if the stock sufficed
   * and no order were known yet, which takes the fewest statements; when that does not hold, once
   * more from the start with the stock row held. Either is done again when a connection died,
   * perhaps after its commit: a change knows its earlier try.
   */
  @RetryOnDeadlock
  List<Answer<LedgerRow>> post(ProductId productId, List<Change> changes) {
    try {
      return transactions.writeOnce(() -> inGoodFaith(productId, changes));
    } catch (DuplicateKeyException | MisjudgedException misjudged) {
      return exactly(productId, changes);
    }
  }

  private List<Answer<LedgerRow>> inGoodFaith(ProductId productId, List<Change> changes) {
    List<OrderNo> known = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Change.OfOrder ofOrder && !(change instanceof Change.Reserve)) {
        known.add(ofOrder.orderNo());
      }
    }
    Posting posting = Posting.inGoodFaith(productId, clock.instant(), ofOrders(productId, known));
    List<Answer<LedgerRow>> answers = posting.apply(changes);
    write(productId, posting, changes);
    return answers;
  }

  private List<Answer<LedgerRow>> exactly(ProductId productId, List<Change> changes) {
    try {
      return transactions.writeOnce(
          () -> {
            Stock stock = mapper.lock(List.of(productId)).stream().findFirst().orElse(null);
            Posting posting =
                Posting.exact(productId, clock.instant(), stored(productId, changes), stock);
            List<Answer<LedgerRow>> answers = posting.apply(changes);
            write(productId, posting, changes);
            return answers;
          });
    } catch (DuplicateKeyException | MisjudgedException faster) {
      throw new CannotAcquireLockException("another transaction was faster", faster);
    }
  }

  /** Everything the ledger has of these changes, also of an earlier try of theirs. */
  private List<LedgerRow> stored(ProductId productId, List<Change> changes) {
    List<OrderNo> orders = new ArrayList<>();
    List<Long> deductions = new ArrayList<>();
    for (Change change : changes) {
      switch (change) {
        case Change.OfOrder ofOrder -> orders.add(ofOrder.orderNo());
        case Change.Deduct deduct -> deductions.add(deduct.ledgerId());
      }
    }
    List<LedgerRow> rows = new ArrayList<>(ofOrders(productId, orders));
    for (List<Long> some : Chunks.padded(deductions)) {
      rows.addAll(mapper.findLedgersById(productId, some));
    }
    return rows;
  }

  private List<LedgerRow> ofOrders(ProductId productId, Collection<OrderNo> orders) {
    List<LedgerRow> rows = new ArrayList<>();
    for (List<OrderNo> some : Chunks.padded(orders.stream().distinct().toList())) {
      rows.addAll(mapper.findLedgers(productId, some));
    }
    return rows;
  }

  private void write(ProductId productId, Posting posting, List<Change> changes) {
    List<LedgerRow> inserts = posting.inserts();
    for (List<LedgerRow> some : Chunks.exact(inserts)) {
      mapper.insertLedgers(some);
    }
    keepAnswers(changes, inserts);
    posting.transitions().forEach((transition, ids) -> change(productId, transition, ids));
    passFences(productId, changes);
    posting
        .move()
        .ifPresent(
            move -> {
              if (mapper.move(productId, move) == 0) {
                throw new MisjudgedException();
              }
            });
  }

  private void passFences(ProductId productId, List<Change> changes) {
    Set<Grant> grants = new LinkedHashSet<>();
    for (Change change : changes) {
      if (change instanceof Change.Fenced fenced && fenced.grant() != null) {
        grants.add(fenced.grant());
      }
    }
    grants.forEach(grant -> fences.pass(Slot.ofId(productId.value()).group(), grant));
  }

  /** Of changes that carry a key and are made now: what an earlier try made, it recorded. */
  private void keepAnswers(List<Change> changes, List<LedgerRow> inserts) {
    for (Change change : changes) {
      if (change instanceof Change.Deduct(long ledgerId, long quantity, Intent intent)
          && intent != null) {
        inserts.stream()
            .filter(row -> row.ledgerId() == ledgerId)
            .forEach(row -> idempotency.record(intent, Done.ok(Movement.of(row))));
      }
    }
  }

  private void change(ProductId productId, Posting.Transition transition, List<Long> ids) {
    int changed = 0;
    for (List<Long> some : Chunks.padded(ids)) {
      changed += mapper.changeStates(productId, some, transition);
    }
    if (changed != ids.size()) {
      throw new MisjudgedException();
    }
  }
}

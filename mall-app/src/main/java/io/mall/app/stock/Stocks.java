package io.mall.app.stock;

import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.Transactions;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.stock.CountResult.Outcome;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The stock of all products. Each method is one local transaction on the product's shard: first the
 * row of the ledger, last one guarded update of the stock row, because that row is what every buyer
 * of a product waits for.
 *
 * <p>What an order does to a product is one row of the ledger, found by product and order, so
 * {@link #reserve}, {@link #sell}, {@link #release} and {@link #giveBack} may each be repeated at
 * will.
 */
@Component
public class Stocks {

  private final StockMapper mapper;
  private final Transactions transactions;
  private final Ids ids;
  private final Clock clock;

  Stocks(StockMapper mapper, Transactions transactions, Ids ids, Clock clock) {
    this.mapper = mapper;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** Reads on the primary: whoever has just restocked sees it. */
  @Transactional(readOnly = true)
  public Stock require(ProductId productId) {
    return mapper
        .find(productId)
        .orElseThrow(() -> new StockProblem.Absent(productId).toException());
  }

  /** Adds to what is available; the first time, the product's stock begins with it. */
  @RetryOnDeadlock
  @Transactional
  public Movement restock(ProductId productId, long quantity) {
    Instant now = clock.instant();
    LedgerRow row = insertLedger(productId, null, LedgerState.RESTOCKED, quantity, now);
    mapper.restock(productId, quantity, now);
    return Movement.of(row);
  }

  /** Takes out of what is available, without an order. */
  @RetryOnDeadlock
  @Transactional
  public Movement deduct(ProductId productId, long quantity) {
    Instant now = clock.instant();
    LedgerRow row = insertLedger(productId, null, LedgerState.DEDUCTED, quantity, now);
    if (mapper.deduct(productId, quantity, now) == 0) {
      throw tooFew(productId, quantity);
    }
    return Movement.of(row);
  }

  /**
   * Holds a quantity for an order. Repeated, it returns what is held already, also when it has been
   * sold since; after {@link #release} it is refused for ever.
   */
  @RetryOnDeadlock
  @Transactional
  public Reservation reserve(OrderNo orderNo, ProductId productId, int quantity) {
    Instant now = clock.instant();
    try {
      insertLedger(productId, orderNo, LedgerState.RESERVED, quantity, now);
    } catch (DuplicateKeyException before) {
      // From here on this transaction only reads: after a failed statement a commit rolls back.
      return standing(orderNo, productId, quantity);
    }
    if (mapper.reserve(productId, quantity, now) == 0) {
      throw tooFew(productId, quantity);
    }
    return new Reservation(orderNo, productId, quantity, now);
  }

  /** Makes a reservation firm; without effect when it was firm already or has come back since. */
  @RetryOnDeadlock
  @Transactional
  public void sell(OrderNo orderNo, ProductId productId) {
    LedgerRow row = require(orderNo, productId);
    switch (row.state()) {
      case RESERVED -> {
        Instant now = clock.instant();
        changeState(row, LedgerState.SOLD, now);
        mustFit(row, mapper.sell(productId, row.quantity(), now));
      }
      case SOLD, RETURNED -> {}
      case RELEASED, SEEDED, RESTOCKED, DEDUCTED -> throw contradiction(row, "sold");
    }
  }

  /**
   * Lets a reservation go. Where there is none it leaves a mark that refuses the reservation,
   * should it arrive late.
   */
  @RetryOnDeadlock
  @Transactional
  public void release(OrderNo orderNo, ProductId productId) {
    Instant now = clock.instant();
    LedgerRow row = mapper.findLedger(productId, orderNo).orElse(null);
    if (row == null) {
      forbid(orderNo, productId, now);
      return;
    }
    switch (row.state()) {
      case RESERVED -> {
        changeState(row, LedgerState.RELEASED, now);
        mustFit(row, mapper.release(productId, row.quantity(), now));
      }
      case RELEASED -> {}
      case SOLD, RETURNED, SEEDED, RESTOCKED, DEDUCTED -> throw contradiction(row, "released");
    }
  }

  /**
   * Takes back what an order that was cancelled has of a product, also when its reservation had not
   * been made firm yet: {@link #sell} is then without effect when it comes.
   */
  @RetryOnDeadlock
  @Transactional
  public void giveBack(OrderNo orderNo, ProductId productId) {
    LedgerRow row = require(orderNo, productId);
    Instant now = clock.instant();
    switch (row.state()) {
      case SOLD -> {
        changeState(row, LedgerState.RETURNED, now);
        mustFit(row, mapper.giveBack(productId, row.quantity(), now));
      }
      case RESERVED -> {
        changeState(row, LedgerState.RETURNED, now);
        mustFit(row, mapper.release(productId, row.quantity(), now));
      }
      case RETURNED -> {}
      case RELEASED, SEEDED, RESTOCKED, DEDUCTED -> throw contradiction(row, "given back");
    }
  }

  /**
   * Sets what is available of products of one table group, each only if it is still the version
   * that was counted; the others are told apart in the result.
   */
  @RetryOnDeadlock
  List<CountResult> count(List<StockCount> counts) {
    return transactions.write(
        () -> {
          Map<ProductId, Stock> stored = new HashMap<>();
          mapper
              .lock(counts.stream().map(StockCount::productId).toList())
              .forEach(stock -> stored.put(stock.productId(), stock));
          Instant now = clock.instant();
          return counts.stream()
              .map(count -> count(count, stored.get(count.productId()), now))
              .toList();
        });
  }

  /** Reservations of one table group that nobody has finished, oldest first. */
  @Transactional(readOnly = true)
  public List<Reservation> staleReservations(int group, Instant olderThan, int limit) {
    TableGroup slots = new TableGroup(group);
    return mapper.staleReservations(slots.firstSlot(), slots.lastSlot(), olderThan, limit);
  }

  private CountResult count(StockCount count, @Nullable Stock stored, Instant now) {
    if (stored == null) {
      return CountResult.of(count, Outcome.ABSENT);
    }
    if (stored.version() != count.version()) {
      return CountResult.of(count, Outcome.VERSION_CHANGED, stored);
    }
    long added = Math.max(0, count.available() - stored.available());
    long removed = Math.max(0, stored.available() - count.available());
    if (added == removed) {
      return CountResult.of(count, Outcome.UNCHANGED, stored);
    }
    ProductId productId = count.productId();
    LedgerState state = added > 0 ? LedgerState.RESTOCKED : LedgerState.DEDUCTED;
    insertLedger(productId, null, state, added + removed, now);
    mapper.count(productId, count.version(), added, removed, now);
    return CountResult.of(count, Outcome.CHANGED, stored.counted(added, removed, now));
  }

  private Reservation standing(OrderNo orderNo, ProductId productId, int quantity) {
    LedgerRow row = require(orderNo, productId);
    return switch (row.state()) {
      case RESERVED, SOLD -> {
        if (row.quantity() != quantity) {
          throw contradiction(row, "reserved again with quantity " + quantity);
        }
        yield new Reservation(orderNo, productId, row.quantity(), row.createdAt());
      }
      case RELEASED, RETURNED -> throw new StockProblem.CalledOff(orderNo, productId).toException();
      case SEEDED, RESTOCKED, DEDUCTED -> throw contradiction(row, "reserved");
    };
  }

  private void forbid(OrderNo orderNo, ProductId productId, Instant now) {
    try {
      insertLedger(productId, orderNo, LedgerState.RELEASED, 0, now);
    } catch (DuplicateKeyException faster) {
      throw overtaken(faster);
    }
  }

  private LedgerRow insertLedger(
      ProductId productId,
      @Nullable OrderNo orderNo,
      LedgerState state,
      long quantity,
      Instant now) {
    long ledgerId = ids.next(Slot.ofId(productId.value()));
    LedgerRow row = new LedgerRow(productId, ledgerId, orderNo, state, quantity, now);
    mapper.insertLedger(row);
    return row;
  }

  private void changeState(LedgerRow row, LedgerState state, Instant now) {
    if (mapper.changeState(row, state, now) == 0) {
      throw overtaken(null);
    }
  }

  private LedgerRow require(OrderNo orderNo, ProductId productId) {
    return mapper
        .findLedger(productId, orderNo)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Order %s has no reservation of product %s".formatted(orderNo, productId)));
  }

  private RuntimeException tooFew(ProductId productId, long wanted) {
    long available =
        mapper
            .find(productId)
            .orElseThrow(() -> new StockProblem.Absent(productId).toException())
            .available();
    return available < wanted
        ? new StockProblem.Insufficient(productId, wanted, available).toException()
        : overtaken(null);
  }

  /** Somebody changed the ledger between our look and our change: look again, from the start. */
  private static CannotAcquireLockException overtaken(@Nullable Throwable cause) {
    return new CannotAcquireLockException("another transaction was faster", cause);
  }

  private static void mustFit(LedgerRow row, int changed) {
    if (changed == 0) {
      throw new IllegalStateException(
          "The stock row of product %s does not hold what ledger row %d says"
              .formatted(row.productId(), row.ledgerId()));
    }
  }

  private static IllegalStateException contradiction(LedgerRow row, String wanted) {
    return new IllegalStateException(
        "Ledger row %d of product %s is %s and cannot be %s"
            .formatted(row.ledgerId(), row.productId(), row.state(), wanted));
  }
}

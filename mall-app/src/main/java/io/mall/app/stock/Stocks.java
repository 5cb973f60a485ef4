package io.mall.app.stock;

import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Intent;
import io.mall.app.idempotency.LostRaceException;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.problem.ProblemException;
import io.mall.app.stock.CountResult.Outcome;
import io.mall.app.sweep.Fences;
import io.mall.app.sweep.LeaseLostException;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The stock of all products. What an order does to a product is one row of the ledger, found by
 * product and order, so {@link #reserve}, {@link #sell}, {@link #release} and {@link #giveBack} may
 * each be repeated at will. They and {@link #deduct} are durable when they return: each in a local
 * transaction of its own on the product's shard, or in one with others who want the same product at
 * the same moment. So none of them can be part of a caller's transaction.
 */
@Component
public class Stocks {

  /** What of one product goes with an order. */
  public record Sale(OrderNo orderNo, ProductId productId, long quantity) {}

  /**
   * Products that nobody of this instance was changing when they were asked for: taking from them
   * may be part of a transaction of the caller's. Until it is closed everybody else goes by the
   * lines of the stock, where those who come at the same moment share a transaction.
   *
   * @param end what closing it does
   */
  public record Joint(Set<ProductId> products, Runnable end) implements AutoCloseable {

    public Joint {
      products = Set.copyOf(products);
    }

    public boolean has(ProductId productId) {
      return products.contains(productId);
    }

    @Override
    public void close() {
      end.run();
    }
  }

  private final StockDesk desk;
  private final Takings takings;
  private final Sales sales;
  private final StockMapper mapper;
  private final Transactions transactions;
  private final Ids ids;
  private final Clock clock;

  Stocks(
      StockDesk desk,
      Takings takings,
      Sales sales,
      StockMapper mapper,
      Transactions transactions,
      Ids ids,
      Clock clock) {
    this.desk = desk;
    this.takings = takings;
    this.sales = sales;
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
    LedgerRow row = insertLedger(productId, LedgerState.RESTOCKED, quantity, now);
    mapper.restock(productId, quantity, now);
    return Movement.of(row);
  }

  /** Takes out of what is available, without an order. */
  public Movement deduct(ProductId productId, long quantity) {
    return deduct(productId, quantity, null);
  }

  /**
   * The same, with the answer recorded in the same transaction.
   *
   * @throws LostRaceException when another request with the intent's key was faster
   */
  Movement deduct(ProductId productId, long quantity, @Nullable Intent intent) {
    Change change = new Change.Deduct(ledgerId(productId), quantity, intent);
    return Movement.of(desk.change(productId, change));
  }

  /**
   * Holds a quantity for an order. Repeated, it returns what is held already, also when it has been
   * sold since; after {@link #release} it is refused for ever.
   */
  public Reservation reserve(OrderNo orderNo, ProductId productId, int quantity) {
    Change change = new Change.Reserve(orderNo, ledgerId(productId), quantity);
    LedgerRow row = desk.change(productId, change);
    return new Reservation(orderNo, productId, row.quantity(), row.createdAt());
  }

  /**
   * Holds several products of one data source for an order, as {@link #reserve(OrderNo, ProductId,
   * int)} does with one: in one transaction, but for those that others are changing just now.
   *
   * @param held gets what is held afterwards, or may be held if this fails other than by a refusal
   */
  public void reserve(
      OrderNo orderNo, Map<ProductId, Integer> quantities, Collection<ProductId> held) {
    try (Joint joint = join(quantities.size() > 1 ? quantities.keySet() : List.of())) {
      Map<ProductId, Integer> together = new LinkedHashMap<>(quantities);
      together.keySet().removeIf(productId -> !joint.has(productId));
      reserveTogether(orderNo, together, held);
      quantities.forEach(
          (productId, quantity) -> {
            if (!together.containsKey(productId)) {
              reserveAlone(orderNo, productId, quantity, held);
            }
          });
    }
  }

  private void reserveTogether(
      OrderNo orderNo, Map<ProductId, Integer> quantities, Collection<ProductId> held) {
    if (quantities.isEmpty()) {
      return;
    }
    held.addAll(quantities.keySet());
    try {
      transactions.write(
          () -> {
            takings.reserve(orderNo, quantities);
            return quantities.size();
          });
    } catch (ProblemException refused) {
      held.removeAll(quantities.keySet());
      throw refused;
    } catch (ConcurrencyFailureException | DuplicateKeyException oneByOne) {
      held.removeAll(quantities.keySet());
      quantities.forEach((productId, quantity) -> reserveAlone(orderNo, productId, quantity, held));
    }
  }

  private void reserveAlone(
      OrderNo orderNo, ProductId productId, int quantity, Collection<ProductId> held) {
    held.add(productId);
    try {
      reserve(orderNo, productId, quantity);
    } catch (ProblemException refused) {
      held.remove(productId);
      throw refused;
    }
  }

  /** Those of some products of which {@link #take} may take; to be closed after it. */
  public Joint join(Collection<ProductId> productIds) {
    return desk.join(productIds);
  }

  /**
   * Sells at once, in the caller's transaction, which decides the order on the same data source.
   * Refused when there is too little of a product; the caller's transaction is then to roll back.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void take(OrderNo orderNo, Map<ProductId, Integer> quantities) {
    takings.sell(orderNo, quantities);
  }

  /** Makes many reservations firm, those of one data source in one transaction where possible. */
  public void sell(Collection<Sale> firm) {
    sales.byDataSource(firm).forEach(this::sellTogether);
  }

  /** One that is not as it was thought to be is found by halves, and is looked at by itself. */
  private void sellTogether(List<Sale> some) {
    try {
      sales.sell(some);
    } catch (Sales.MisjudgedException | DataAccessException misjudged) {
      if (some.size() == 1) {
        sell(some.getFirst().orderNo(), some.getFirst().productId());
      } else {
        sellTogether(some.subList(0, some.size() / 2));
        sellTogether(some.subList(some.size() / 2, some.size()));
      }
    }
  }

  /**
   * Makes a reservation firm; without effect when it was firm already or has come back since.
   *
   * @throws LeaseLostException when the job that does it is somebody else's by now
   */
  public void sell(OrderNo orderNo, ProductId productId) {
    desk.change(productId, new Change.Sell(orderNo, Fences.current()));
  }

  /**
   * Lets a reservation go. Where there is none it leaves a mark that refuses the reservation,
   * should it arrive late.
   *
   * @throws LeaseLostException when the job that does it is somebody else's by now
   */
  public void release(OrderNo orderNo, ProductId productId) {
    desk.change(productId, new Change.Release(orderNo, ledgerId(productId), Fences.current()));
  }

  /**
   * Takes back what an order that was cancelled has of a product, also when its reservation had not
   * been made firm yet: {@link #sell} is then without effect when it comes.
   */
  public void giveBack(OrderNo orderNo, ProductId productId) {
    desk.change(productId, new Change.GiveBack(orderNo));
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

  /**
   * All reservations of one table group that nobody has finished, oldest first; they are read page
   * by page, while the caller goes on.
   */
  public Iterator<Reservation> openReservations(int group, Instant olderThan, int page) {
    TableGroup slots = new TableGroup(group);
    return new OpenReservations(
        after ->
            transactions.read(
                () ->
                    mapper.openReservations(
                        slots.firstSlot(), slots.lastSlot(), olderThan, after, page)),
        page);
  }

  /** What an order still holds of the products of one table group; at most 1,000 of them. */
  @Transactional(readOnly = true)
  public List<Reservation> openReservations(int group, OrderNo orderNo) {
    TableGroup slots = new TableGroup(group);
    return mapper.reservationsOf(slots.firstSlot(), slots.lastSlot(), orderNo);
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
    insertLedger(productId, state, added + removed, now);
    mapper.count(productId, count.version(), added, removed, now);
    return CountResult.of(count, Outcome.CHANGED, stored.counted(added, removed, now));
  }

  private LedgerRow insertLedger(
      ProductId productId, LedgerState state, long quantity, Instant now) {
    LedgerRow row = new LedgerRow(productId, ledgerId(productId), null, state, quantity, now);
    mapper.insertLedgers(List.of(row));
    return row;
  }

  private long ledgerId(ProductId productId) {
    return ids.next(Slot.ofId(productId.value()));
  }
}

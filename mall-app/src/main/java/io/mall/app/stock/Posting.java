package io.mall.app.stock;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.problem.ProblemException;
import io.mall.sharding.combine.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What changes, one after the other, do to the ledger and the stock of one product: worked out
 * before anything is written, because a transaction is lost once a statement has failed. A change
 * that is refused leaves no trace and does not hinder the next.
 */
final class Posting {

  /** Rows of the ledger that go from one state to another. */
  record Transition(LedgerState from, LedgerState to, Instant now) {}

  /**
   * All moves of stock in one.
   *
   * @param least what must be there beforehand, so that no level falls below 0 on the way
   * @param count how many moves it is made of
   */
  record Move(Levels by, Levels least, int count, Instant now) {}

  private final ProductId productId;
  private final Instant now;
  private final Limit limit;
  private final Map<Long, LedgerRow> stored = new HashMap<>();
  private final Map<OrderNo, LedgerRow> ofOrders = new HashMap<>();
  private final Map<Long, LedgerRow> written = new LinkedHashMap<>();
  private Levels moved = Levels.NONE;
  private Levels lowest = Levels.NONE;
  private int count;

  private Posting(ProductId productId, Instant now, Limit limit, Collection<LedgerRow> rows) {
    this.productId = productId;
    this.now = now;
    this.limit = limit;
    for (LedgerRow row : rows) {
      stored.put(row.ledgerId(), row);
      if (row.orderNo() != null) {
        ofOrders.put(row.orderNo(), row);
      }
    }
  }

  /** Takes it that the stock suffices: the guard of the stock row will tell. */
  static Posting inGoodFaith(ProductId productId, Instant now, Collection<LedgerRow> rows) {
    return new Posting(productId, now, new Limit(false, null), rows);
  }

  /** Knows the stock, whose row is held; null when the product has none. */
  static Posting exact(
      ProductId productId, Instant now, Collection<LedgerRow> rows, @Nullable Stock stock) {
    Levels levels = stock == null ? null : Levels.of(stock);
    return new Posting(productId, now, new Limit(true, levels), rows);
  }

  /** What there is to take from, if that is known. */
  private record Limit(boolean known, @Nullable Levels stock) {
    Levels levels() {
      return stock == null ? Levels.NONE : stock;
    }
  }

  /** Works out the changes in their order; an answer for each. */
  List<Answer<LedgerRow>> apply(List<Change> changes) {
    List<Answer<LedgerRow>> answers = new ArrayList<>();
    for (Change change : changes) {
      try {
        answers.add(Answer.of(apply(change)));
      } catch (ProblemException | IllegalStateException refused) {
        answers.add(Answer.failed(refused));
      }
    }
    return answers;
  }

  /** The rows to insert. */
  List<LedgerRow> inserts() {
    return written.values().stream().filter(row -> !stored.containsKey(row.ledgerId())).toList();
  }

  /** The numbers of the rows whose state changes. */
  Map<Transition, List<Long>> transitions() {
    Map<Transition, List<Long>> transitions = new LinkedHashMap<>();
    for (LedgerRow row : written.values()) {
      LedgerRow before = stored.get(row.ledgerId());
      if (before != null) {
        transitions
            .computeIfAbsent(
                new Transition(before.state(), row.state(), now), none -> new ArrayList<>())
            .add(row.ledgerId());
      }
    }
    return transitions;
  }

  /** What the stock row is changed by; nothing when no change moves any stock. */
  Optional<Move> move() {
    return count == 0
        ? Optional.empty()
        : Optional.of(new Move(moved, lowest.negated(), count, now));
  }

  private LedgerRow apply(Change change) {
    return switch (change) {
      case Change.Reserve reserve -> reserve(reserve);
      case Change.Deduct deduct -> deduct(deduct);
      case Change.Sell sell -> sell(require(sell.orderNo()));
      case Change.Release release -> release(release);
      case Change.GiveBack giveBack -> giveBack(require(giveBack.orderNo()));
    };
  }

  private LedgerRow reserve(Change.Reserve wanted) {
    LedgerRow row = ofOrders.get(wanted.orderNo());
    if (row == null) {
      long quantity = wanted.quantity();
      take(new Levels(-quantity, quantity, 0), quantity);
      return insert(wanted.ledgerId(), wanted.orderNo(), LedgerState.RESERVED, quantity);
    }
    return switch (row.state()) {
      case RESERVED, SOLD -> {
        if (row.quantity() != wanted.quantity()) {
          throw contradiction(row, "reserved again with quantity " + wanted.quantity());
        }
        yield row;
      }
      case RELEASED, RETURNED ->
          throw new StockProblem.CalledOff(wanted.orderNo(), productId).toException();
      case SEEDED, RESTOCKED, DEDUCTED -> throw contradiction(row, "reserved");
    };
  }

  private LedgerRow deduct(Change.Deduct wanted) {
    LedgerRow before = stored.get(wanted.ledgerId());
    if (before != null) {
      return before;
    }
    long quantity = wanted.quantity();
    take(new Levels(-quantity, 0, quantity), quantity);
    return insert(wanted.ledgerId(), null, LedgerState.DEDUCTED, quantity);
  }

  private LedgerRow sell(LedgerRow row) {
    return switch (row.state()) {
      case RESERVED -> {
        move(new Levels(0, -row.quantity(), row.quantity()), () -> misfit(row));
        yield write(row.in(LedgerState.SOLD));
      }
      case SOLD, RETURNED -> row;
      case RELEASED, SEEDED, RESTOCKED, DEDUCTED -> throw contradiction(row, "sold");
    };
  }

  private LedgerRow release(Change.Release wanted) {
    LedgerRow row = ofOrders.get(wanted.orderNo());
    if (row == null) {
      return insert(wanted.ledgerId(), wanted.orderNo(), LedgerState.RELEASED, 0);
    }
    return switch (row.state()) {
      case RESERVED -> {
        move(new Levels(row.quantity(), -row.quantity(), 0), () -> misfit(row));
        yield write(row.in(LedgerState.RELEASED));
      }
      case RELEASED -> row;
      case SOLD, RETURNED, SEEDED, RESTOCKED, DEDUCTED -> throw contradiction(row, "released");
    };
  }

  private LedgerRow giveBack(LedgerRow row) {
    long quantity = row.quantity();
    return switch (row.state()) {
      case SOLD -> {
        move(new Levels(quantity, 0, -quantity), () -> misfit(row));
        yield write(row.in(LedgerState.RETURNED));
      }
      case RESERVED -> {
        move(new Levels(quantity, -quantity, 0), () -> misfit(row));
        yield write(row.in(LedgerState.RETURNED));
      }
      case RETURNED -> row;
      case RELEASED, SEEDED, RESTOCKED, DEDUCTED -> throw contradiction(row, "given back");
    };
  }

  private void take(Levels difference, long wanted) {
    move(
        difference,
        () -> {
          if (limit.stock() == null) {
            return new StockProblem.Absent(productId).toException();
          }
          long available = limit.levels().plus(moved).available();
          return new StockProblem.Insufficient(productId, wanted, available).toException();
        });
  }

  private void move(Levels difference, Supplier<RuntimeException> refusal) {
    Levels next = moved.plus(difference);
    if (limit.known() && limit.levels().plus(next).isNegative()) {
      throw refusal.get();
    }
    moved = next;
    lowest = lowest.least(next);
    count++;
  }

  private LedgerRow insert(
      long ledgerId, @Nullable OrderNo orderNo, LedgerState state, long quantity) {
    return write(new LedgerRow(productId, ledgerId, orderNo, state, quantity, now));
  }

  private LedgerRow write(LedgerRow row) {
    written.put(row.ledgerId(), row);
    if (row.orderNo() != null) {
      ofOrders.put(row.orderNo(), row);
    }
    return row;
  }

  private LedgerRow require(OrderNo orderNo) {
    LedgerRow row = ofOrders.get(orderNo);
    if (row == null) {
      throw new IllegalStateException(
          "Order %s has no reservation of product %s".formatted(orderNo, productId));
    }
    return row;
  }

  private static IllegalStateException misfit(LedgerRow row) {
    return new IllegalStateException(
        "The stock row of product %s does not hold what ledger row %d says"
            .formatted(row.productId(), row.ledgerId()));
  }

  private static IllegalStateException contradiction(LedgerRow row, String wanted) {
    return new IllegalStateException(
        "Ledger row %d of product %s is %s and cannot be %s"
            .formatted(row.ledgerId(), row.productId(), row.state(), wanted));
  }
}

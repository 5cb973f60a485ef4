package io.mall.app.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.problem.ProblemException;
import io.mall.sharding.combine.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PostingTest {

  private static final ProductId PRODUCT = new ProductId(1_024);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** A stock row and a ledger in memory, to which postings are written. */
  private static final class Store {

    private final Map<Long, LedgerRow> ledger = new LinkedHashMap<>();
    private Stock stock;

    Store(long available) {
      stock = new Stock(PRODUCT, available, available, 0, 0, 0, NOW);
    }

    List<Answer<LedgerRow>> post(List<Change> changes) {
      Posting posting = Posting.exact(PRODUCT, NOW, ledger.values(), stock);
      List<Answer<LedgerRow>> answers = posting.apply(changes);
      write(posting);
      return answers;
    }

    /** What the database does, with its guard: false when it refuses. */
    boolean write(Posting posting) {
      Optional<Posting.Move> move = posting.move();
      if (move.isPresent()) {
        Levels levels = Levels.of(stock);
        if (levels.plus(move.get().least().negated()).isNegative()) {
          return false;
        }
        Levels after = levels.plus(move.get().by());
        stock =
            new Stock(
                PRODUCT,
                stock.seeded(),
                after.available(),
                after.reserved(),
                after.sold(),
                stock.version() + move.get().count(),
                NOW);
      }
      for (LedgerRow row : posting.inserts()) {
        assertThat(ledger.put(row.ledgerId(), row)).as("a new row").isNull();
      }
      posting
          .transitions()
          .forEach(
              (transition, ids) ->
                  ids.forEach(
                      id -> {
                        LedgerRow row = Objects.requireNonNull(ledger.get(id));
                        assertThat(row.state()).isEqualTo(transition.from());
                        ledger.put(id, row.in(transition.to()));
                      }));
      return true;
    }

    void mustBalance() {
      assertThat(stock.seeded()).isEqualTo(stock.available() + stock.reserved() + stock.sold());
      assertThat(Levels.of(stock).isNegative()).isFalse();
      assertThat(sum(LedgerState.RESERVED)).isEqualTo(stock.reserved());
      assertThat(sum(LedgerState.SOLD) + sum(LedgerState.DEDUCTED)).isEqualTo(stock.sold());
    }

    private long sum(LedgerState state) {
      return ledger.values().stream()
          .filter(row -> row.state() == state)
          .mapToLong(LedgerRow::quantity)
          .sum();
    }
  }

  @Property(tries = 2_000)
  void aBatchDoesWhatItsChangesDoOneByOne(
      @ForAll("changes") List<Change> changes, @ForAll @IntRange(max = 30) int available) {
    Store alone = new Store(available);
    List<String> oneByOne = new ArrayList<>();
    for (Change change : changes) {
      oneByOne.add(told(alone.post(List.of(change)).getFirst()));
      alone.mustBalance();
    }
    Store together = new Store(available);
    List<String> batch = new ArrayList<>();
    for (List<Change> some : cut(changes, available)) {
      together.post(some).forEach(answer -> batch.add(told(answer)));
      together.mustBalance();
    }

    assertThat(batch).isEqualTo(oneByOne);
    assertThat(together.ledger).isEqualTo(alone.ledger);
    assertThat(together.stock).isEqualTo(alone.stock);
  }

  @Property(tries = 2_000)
  void whatIsPostedInGoodFaithIsRightOrTheGuardRefusesIt(
      @ForAll("changes") List<Change> changes, @ForAll @IntRange(max = 30) int available) {
    Store known = new Store(available);
    Store trusting = new Store(available);
    List<String> exact = known.post(changes).stream().map(PostingTest::told).toList();
    Posting posting = Posting.inGoodFaith(PRODUCT, NOW, List.of());
    List<String> hopeful = posting.apply(changes).stream().map(PostingTest::told).toList();

    if (trusting.write(posting)) {
      assertThat(hopeful).isEqualTo(exact);
      assertThat(trusting.ledger).isEqualTo(known.ledger);
      assertThat(trusting.stock).isEqualTo(known.stock);
    } else {
      assertThat(trusting.ledger).isEmpty();
      assertThat(exact).anyMatch(answer -> answer.startsWith("Insufficient"));
    }
  }

  @Test
  void whoComesFirstGetsTheirsAndASmallerOneMayStillFit() {
    Store store = new Store(5);

    List<String> answers =
        store.post(List.of(reserve(1, 3), reserve(2, 3), reserve(3, 2), reserve(4, 1))).stream()
            .map(PostingTest::told)
            .toList();

    assertThat(answers)
        .containsExactly(
            "RESERVED 3",
            "Insufficient[productId=1024, wanted=3, available=2]",
            "RESERVED 2",
            "Insufficient[productId=1024, wanted=1, available=0]");
    assertThat(store.stock.reserved()).isEqualTo(5);
  }

  @Test
  void whatIsReleasedInABatchCanBeReservedLaterInIt() {
    Store store = new Store(3);
    store.post(List.of(reserve(1, 3)));

    List<Answer<LedgerRow>> answers =
        store.post(List.of(new Change.Release(new OrderNo(1), 90), reserve(2, 3)));

    assertThat(answers).allMatch(answer -> answer.failure() == null);
    assertThat(store.stock.reserved()).isEqualTo(3);
  }

  @Test
  void anEarlierTryOfADeductionIsRecognised() {
    Store store = new Store(3);
    store.post(List.of(new Change.Deduct(50, 2, null)));

    assertThat(told(store.post(List.of(new Change.Deduct(50, 2, null))).getFirst()))
        .isEqualTo("DEDUCTED 2");
    assertThat(store.stock.sold()).isEqualTo(2);
  }

  @Test
  void withoutStockThereIsNothingToTakeButAMarkCanBeLeft() {
    Posting posting = Posting.exact(PRODUCT, NOW, List.of(), null);

    List<Answer<LedgerRow>> answers =
        posting.apply(List.of(reserve(1, 1), new Change.Release(new OrderNo(2), 60)));

    assertThat(told(answers.getFirst())).isEqualTo("Absent[productId=1024]");
    assertThat(posting.inserts()).extracting(LedgerRow::ledgerId).containsExactly(60L);
    assertThat(posting.move()).isEmpty();
  }

  @Test
  void aStockRowThatDoesNotHoldWhatTheLedgerSaysFailsThatChangeAlone() {
    LedgerRow lost = row(70, 1, LedgerState.RESERVED, 4);
    Stock stock = new Stock(PRODUCT, 10, 10, 0, 0, 0, NOW);
    Posting posting = Posting.exact(PRODUCT, NOW, List.of(lost), stock);

    List<Answer<LedgerRow>> answers =
        posting.apply(List.of(new Change.Sell(new OrderNo(1)), reserve(2, 1)));

    assertThat(answers.getFirst().failure()).isInstanceOf(IllegalStateException.class);
    assertThat(told(answers.getLast())).isEqualTo("RESERVED 1");
  }

  /** Changes of few orders, so that they meet; each draws a ledger number of its own. */
  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<Integer> kinds = Arbitraries.of(0, 0, 0, 0, 1, 2, 2, 3, 3, 4);
    Arbitrary<Long> orders = Arbitraries.longs().between(1, 6);
    Arbitrary<Long> quantities = Arbitraries.longs().between(1, 9);
    AtomicLong ids = new AtomicLong();
    return Combinators.combine(kinds, orders, quantities)
        .as((kind, order, quantity) -> change(kind, new OrderNo(order), ids, quantity))
        .list()
        .ofMaxSize(25);
  }

  private static Change change(int kind, OrderNo order, AtomicLong ids, long quantity) {
    return switch (kind) {
      case 0 -> new Change.Reserve(order, ids.incrementAndGet(), quantity);
      case 1 -> new Change.Deduct(ids.incrementAndGet(), quantity, null);
      case 2 -> new Change.Sell(order);
      case 3 -> new Change.Release(order, ids.incrementAndGet());
      default -> new Change.GiveBack(order);
    };
  }

  private static List<List<Change>> cut(List<Change> changes, long seed) {
    Random random = new Random(seed);
    List<List<Change>> pieces = new ArrayList<>();
    for (int from = 0; from < changes.size(); from += pieces.getLast().size()) {
      int length = 1 + random.nextInt(changes.size() - from);
      pieces.add(changes.subList(from, from + length));
    }
    return pieces;
  }

  private static String told(Answer<LedgerRow> answer) {
    if (answer.failure() instanceof ProblemException refused) {
      return refused.problem().toString();
    }
    if (answer.failure() != null) {
      return "contradiction";
    }
    return answer.get().state() + " " + answer.get().quantity();
  }

  private static Change reserve(long order, long quantity) {
    return new Change.Reserve(new OrderNo(order), 100 + order, quantity);
  }

  private static LedgerRow row(long ledgerId, long order, LedgerState state, long quantity) {
    return new LedgerRow(PRODUCT, ledgerId, new OrderNo(order), state, quantity, NOW);
  }
}

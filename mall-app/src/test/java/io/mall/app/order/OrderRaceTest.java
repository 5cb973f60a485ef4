package io.mall.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.checkout.Buyer;
import io.mall.app.checkout.Warehouse;
import io.mall.app.data.Transactions;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.app.order.Order.Status;
import io.mall.app.payment.Told;
import io.mall.app.problem.ProblemException;
import io.mall.app.support.Gate;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every pair of changes of one order meets in both ways that matter: the second begins while the
 * first has written and not yet committed, or the first is over and done between the second's first
 * look and its lock. In each there is one winner, the stock goes back once or not at all, and money
 * is with the shop if and only if the order stands.
 *
 * <p>The changes happen on an instance whose clock is half an hour ahead: to it the orders are due,
 * while to the instance that sweeps they are not.
 */
@MallTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderRaceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final String ANY_LOCK = ".*OrderMapper\\.lock.*";
  private static final String ANY_MOVE = ".*Mapper\\.move";

  /** What can happen to an order. */
  enum Move {
    PAY,
    CANCEL,
    EXPIRE,
    SHIP,
    RECEIVE,
    REFUND
  }

  /** What becomes of an order; whatever is not here leaves it as it is. */
  private static final Map<Status, Map<Move, Status>> RULES =
      Map.of(
          Status.PLACED,
          Map.of(Move.PAY, Status.PAID, Move.CANCEL, Status.CANCELLED, Move.EXPIRE, Status.EXPIRED),
          Status.PAID,
          Map.of(Move.CANCEL, Status.CANCELLED, Move.SHIP, Status.SHIPPED),
          Status.SHIPPED,
          Map.of(Move.RECEIVE, Status.RECEIVED));

  /** How the two meet. */
  enum Meeting {
    FIRST_NOT_YET_COMMITTED,
    SECOND_NOT_YET_LOCKED
  }

  record Case(Status start, Move first, Move second, Meeting meeting) {}

  private record Subject(OrderNo orderNo, PaymentNo paid, PaymentNo pending) {}

  private final Mall shared;
  private final Warehouse warehouse;
  private final Buyer buyer;
  private final ProductId product;
  private final JdbcClient sql;
  private Mall mall;

  OrderRaceTest(Mall shared) {
    this.shared = shared;
    this.mall = shared;
    this.warehouse = new Warehouse(shared);
    this.buyer = new Buyer(shared);
    this.product = warehouse.product(1000);
    this.sql = JdbcClient.create(shared.bean(DataSource.class));
  }

  @BeforeAll
  void startAnInstanceAhead() {
    mall =
        Mall.another(
            Map.of(
                "spring.profiles.active",
                "local,test",
                "mall.clock.ahead",
                "31m",
                "mall.sweep.enabled",
                false));
  }

  @AfterAll
  void stop() {
    mall.close();
  }

  /** Every move meets every move, itself included, from every state that an order can be in. */
  static Stream<Case> allPairs() {
    List<Case> cases = new ArrayList<>();
    for (Status start : Status.values()) {
      add(cases, start, EnumSet.allOf(Move.class), EnumSet.allOf(Move.class));
    }
    return cases.stream();
  }

  /**
   * Wherever the first is possible it meets every other, itself included. Money goes back from
   * orders that came to nothing.
   */
  static Stream<Case> pairs() {
    List<Case> cases = new ArrayList<>();
    Set<Move> all = EnumSet.complementOf(EnumSet.of(Move.REFUND));
    for (Status start : List.of(Status.PLACED, Status.PAID, Status.SHIPPED)) {
      add(cases, start, new TreeSet<>(rules(start).keySet()), all);
    }
    add(cases, Status.PAID, EnumSet.of(Move.PAY), all);
    add(cases, Status.CANCELLED, EnumSet.of(Move.REFUND), EnumSet.allOf(Move.class));
    add(cases, Status.CANCELLED, EnumSet.of(Move.PAY), EnumSet.of(Move.REFUND));
    return cases.stream();
  }

  private static void add(List<Case> cases, Status start, Set<Move> firsts, Set<Move> seconds) {
    for (Move first : firsts) {
      for (Move second : seconds) {
        for (Meeting meeting : Meeting.values()) {
          cases.add(new Case(start, first, second, meeting));
        }
      }
    }
  }

  /** Those in which something can come about, on every run. */
  @ParameterizedTest
  @MethodSource("pairs")
  void thereIsOneWinner(Case pair) throws Exception {
    check(pair);
  }

  /** Also those of which one or both are impossible: they disturb nothing. */
  @Tag("long")
  @ParameterizedTest
  @MethodSource("allPairs")
  void thereIsOneWinnerFromEveryState(Case pair) throws Exception {
    check(pair);
  }

  private void check(Case pair) throws Exception {
    Subject subject = subject(pair.start());

    boolean secondRan = meet(pair, subject);

    Status afterFirst = rule(pair.start(), pair.first());
    Status end = secondRan ? rule(afterFirst, pair.second()) : afterFirst;
    assertThat(status(subject)).isEqualTo(end);
    await()
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(ledger(subject)).isEqualTo(stock(pair.start(), end));
              assertThat(paymentsWithMoney(subject)).isEqualTo(money(pair, end));
            });
  }

  private static Status rule(Status status, Move move) {
    return rules(status).getOrDefault(move, status);
  }

  private static Map<Move, Status> rules(Status status) {
    return RULES.getOrDefault(status, Map.of());
  }

  /** A subject that was closed from the start never had its stock given back. */
  private static String stock(Status start, Status end) {
    return isClosed(end) && !isClosed(start) ? "RETURNED" : "SOLD";
  }

  /** A subject that was closed from the start keeps its money until something gives it back. */
  private static long money(Case pair, Status end) {
    if (isClosed(pair.start())) {
      return pair.first() == Move.REFUND || pair.second() == Move.REFUND ? 0 : 1;
    }
    return isClosed(end) || !wasPaid(end) ? 0 : 1;
  }

  private static boolean isClosed(Status status) {
    return status == Status.CANCELLED || status == Status.EXPIRED;
  }

  private static boolean wasPaid(Status status) {
    return status != Status.PLACED;
  }

  /** Whether the second one got its turn: an expiry passes by an order that is being changed. */
  private boolean meet(Case pair, Subject subject) throws Exception {
    boolean open = pair.meeting() == Meeting.FIRST_NOT_YET_COMMITTED;
    boolean possible = rule(pair.start(), pair.first()) != pair.start();
    boolean writes = possible || pair.first() == Move.PAY || pair.first() == Move.REFUND;
    String held = writes ? ANY_MOVE : ANY_LOCK;
    Gate.Stop firstStop = Gate.Stop.after(open ? held : "none");
    Gate.Stop secondStop = Gate.Stop.before(ANY_LOCK);
    CompletableFuture<Boolean> first;
    CompletableFuture<Boolean> second;
    if (open) {
      first = start(firstStop, pair.first(), subject);
      awaitReached(firstStop, first);
      second = start(secondStop, pair.second(), subject);
      awaitReached(secondStop, second);
      secondStop.go();
      if (pair.second() == Move.EXPIRE && firstStop.isReached()) {
        assertThat(second.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("passed by").isFalse();
      } else if (firstStop.isReached() && secondStop.isReached()) {
        awaitLockWait(second);
      }
      firstStop.go();
    } else {
      second = start(secondStop, pair.second(), subject);
      awaitReached(secondStop, second);
      first = start(firstStop, pair.first(), subject);
      first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      secondStop.go();
    }
    assertThat(first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("the first").isEqualTo(writes);
    boolean secondMoved = second.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    Status between = rule(pair.start(), pair.first());
    boolean mayMove = rule(between, pair.second()) != between;
    boolean passedBy = open && pair.second() == Move.EXPIRE && firstStop.isReached();
    if (pair.second() != Move.PAY && pair.second() != Move.REFUND) {
      assertThat(secondMoved).as("the second").isEqualTo(mayMove && !passedBy);
    }
    return !passedBy;
  }

  /** Who has nothing to do never gets there. */
  private static void awaitReached(Gate.Stop stop, CompletableFuture<Boolean> running) {
    await().pollInterval(POLL).atMost(PATIENCE).until(() -> stop.isReached() || running.isDone());
  }

  private CompletableFuture<Boolean> start(Gate.Stop stop, Move move, Subject subject) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            Gate.through(stop, () -> done.complete(act(move, subject)));
          } catch (Throwable failed) {
            done.completeExceptionally(failed);
          }
        });
    return done;
  }

  /** Whether it was done; a refusal is none. */
  private boolean act(Move move, Subject subject) {
    Orders orders = mall.bean(Orders.class);
    UserId user = buyer.userId();
    OrderNo orderNo = subject.orderNo();
    try {
      return switch (move) {
        case PAY -> Told.succeeded(mall, subject.pending()).equals("SUCCEEDED");
        case CANCEL -> orders.cancel(user, orderNo).status() == Status.CANCELLED;
        case SHIP -> orders.ship(orderNo).status() == Status.SHIPPED;
        case RECEIVE -> orders.receive(user, orderNo).status() == Status.RECEIVED;
        case EXPIRE -> expire(orders, subject);
        case REFUND -> refund(subject);
      };
    } catch (ProblemException refused) {
      return false;
    }
  }

  private boolean expire(Orders orders, Subject subject) {
    OrderRow row =
        mall.bean(OrderMapper.class).find(buyer.userId(), subject.orderNo()).orElseThrow();
    return mall.bean(Transactions.class).write(() -> orders.expireUnlessHeld(row));
  }

  /**
   * Gives the money of an order back that came to nothing; only such a one has the event for it.
   */
  private boolean refund(Subject subject) {
    if (isClosed(status(subject))) {
      Told.refundClosed(mall, buyer.userId(), subject.orderNo());
    }
    return true;
  }

  /** Until the server says that somebody waits for the order's row. */
  private void awaitLockWait(CompletableFuture<Boolean> second) {
    await()
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .until(() -> second.isDone() || locksWaitedFor() > 0);
    assertThat(second.isDone()).as("the second waits for the first").isFalse();
  }

  private long locksWaitedFor() {
    return Stream.of("db-a-primary", "db-b-primary")
        .mapToLong(member -> Servers.statements(member, "order.lock"))
        .sum();
  }

  private Subject subject(Status start) {
    OrderNo orderNo = buyer.placed(product, 1);
    PaymentNo first = buyer.started(orderNo, "card-abandoned");
    if (start == Status.PLACED) {
      return new Subject(orderNo, first, first);
    }
    set("payments", "status = 'FAILED'", "payment_no", first.value());
    PaymentNo second = buyer.started(orderNo, "card-abandoned");
    Told.succeeded(shared, first);
    if (start == Status.SHIPPED || start == Status.RECEIVED) {
      shared.bean(Orders.class).ship(orderNo);
    }
    if (start == Status.RECEIVED) {
      shared.bean(Orders.class).receive(buyer.userId(), orderNo);
    } else if (isClosed(start)) {
      // By hand, so that no event has the money given back before the test does.
      set("orders", "status = '" + start + "'", "order_no", orderNo.value());
    }
    return new Subject(orderNo, first, second);
  }

  private void set(String table, String assignment, String key, long value) {
    sql.sql("UPDATE %s SET %s WHERE %s = ?".formatted(table, assignment, key))
        .param(value)
        .update();
  }

  private Status status(Subject subject) {
    return shared.bean(Orders.class).find(subject.orderNo()).orElseThrow().status();
  }

  private String ledger(Subject subject) {
    return warehouse.ledger(product, subject.orderNo());
  }

  private long paymentsWithMoney(Subject subject) {
    return shared
        .bean(Transactions.class)
        .read(
            () ->
                sql.sql(
                        "SELECT COUNT(*) FROM payments WHERE user_id = ? AND order_no = ?"
                            + " AND status = 'SUCCEEDED'")
                    .params(buyer.userId().value(), subject.orderNo().value())
                    .query(Long.class)
                    .single());
  }
}

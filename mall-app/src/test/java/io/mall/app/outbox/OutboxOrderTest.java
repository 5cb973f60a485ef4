package io.mall.app.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.data.Transactions;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Promptness;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one order tells is delivered in the order it was written, once its time has come. */
@MallTest
@Tag("engine")
class OutboxOrderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration EXACT = Duration.ofSeconds(1);

  /** Far away, so that nobody but the test takes the event. */
  private static final Instant NOT_NOW = Instant.parse("2999-01-01T00:00:00Z");

  private static final int GROUP = 0;
  private static final int SLOT = 7;

  private final Outbox outbox;
  private final OutboxMapper mapper;
  private final Deliveries deliveries;
  private final Diary diary;
  private final Transactions transactions;
  private final JdbcClient sql;
  private final Ids ids;
  private final UserId user;

  OutboxOrderTest(Mall mall) {
    this.outbox = mall.bean(Outbox.class);
    this.mapper = mall.bean(OutboxMapper.class);
    this.deliveries = mall.bean(Deliveries.class);
    this.diary = mall.bean(Diary.class);
    this.transactions = mall.bean(Transactions.class);
    this.sql = JdbcClient.create(mall.bean(DataSource.class));
    this.ids = mall.bean(Ids.class);
    this.user = new UserId(ids.next(new Slot(SLOT)));
  }

  @Test
  void aLaterEventWaitsForAnEarlierOneThatFails() {
    OrderNo order = newOrder();
    append(order, "{\"event\":\"first\",\"failures\":1}");
    append(order, "{\"event\":\"second\"}");
    append(order, "{\"event\":\"third\"}");

    await().atMost(PATIENCE).until(() -> diary.of(order).size() == 4 && waiting(order) == 0);

    assertThat(diary.of(order))
        .extracting(entry -> entry.payload().substring(10, 12))
        .containsExactly("fi", "fi", "se", "th");
    assertThat(diary.of(order)).extracting(Diary.Entry::attempts).containsExactly(1, 2, 1, 1);
  }

  @Test
  void anotherOrdersEventDoesNotWait() {
    OrderNo failing = newOrder();
    OrderNo other = newOrder();
    transactions.write(
        () -> {
          outbox.append(user, failing, Diary.TYPE, "{\"event\":\"first\",\"failures\":1}");
          outbox.append(user, other, Diary.TYPE, "{\"event\":\"other\"}");
          return true;
        });

    await().atMost(PATIENCE).until(() -> waiting(failing) == 0 && waiting(other) == 0);

    assertThat(diary.of(other).getFirst().at()).isBefore(diary.of(failing).getLast().at());
  }

  @Test
  void anEventWrittenWhileTheOneBeforeItIsBeingEndedIsNotForgotten() throws Exception {
    OrderNo order = newOrder();
    Event first = insert(order, 1, NOT_NOW, 1).toEvent();
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    Thread writer =
        Thread.startVirtualThread(
            () ->
                transactions.write(
                    () -> {
                      outbox.append(user, order, Diary.TYPE, "{\"event\":\"second\"}");
                      written.countDown();
                      return awaitQuietly(mayCommit);
                    }));
    written.await();
    Thread ending =
        Thread.startVirtualThread(() -> deliveries.end(first).ifPresent(deliveries::putBack));

    assertThat(ending.join(Duration.ofMillis(200))).as("the end waits for the writer").isFalse();
    mayCommit.countDown();
    writer.join();
    ending.join();

    assertThat(dueTimes(order).getFirst()).as("a lease, not the end of time").isBefore(NOT_NOW);
    await().atMost(PATIENCE).until(() -> waiting(order) == 0);
    assertThat(diary.of(order)).hasSize(1);
  }

  @Test
  void anEventComesWithinASecondOfItsTime() throws Exception {
    Promptness.assertWithin(EXACT, this::lateness);
  }

  /** How long after its time an event comes; never before. */
  private Duration lateness() {
    OrderNo order = newOrder();
    Instant due = Instant.now().plusMillis(700).truncatedTo(ChronoUnit.MICROS);
    insert(order, 1, due, 0);

    await().atMost(PATIENCE).until(() -> waiting(order) == 0);

    assertThat(diary.of(order)).hasSize(1);
    Duration late = Duration.between(due, diary.of(order).getFirst().at());
    assertThat(late).isGreaterThanOrEqualTo(Duration.ZERO);
    return late;
  }

  @Test
  void whatAnotherInstanceIsTakingIsPassedOver() {
    OrderNo held = newOrder();
    OrderNo free = newOrder();
    insert(held, 1, NOT_NOW, 0);
    insert(free, 1, NOT_NOW, 0);
    transactions.write(
        () -> {
          sql.sql("SELECT event_id FROM outbox WHERE user_id = ? AND order_no = ? FOR UPDATE")
              .params(user.value(), held.value())
              .query(Long.class)
              .single();
          List<Event> taken = takenByAnother();
          assertThat(taken).extracting(Event::orderNo).contains(free).doesNotContain(held);
          return taken;
        });
    sql.sql("DELETE FROM outbox WHERE user_id = ?").param(user.value()).update();
  }

  @Test
  void whoeverLostTheLeaseEndsNothingAndBringsNothingBack() {
    OrderNo order = newOrder();
    Event late = insert(order, 1, NOT_NOW, 3).toEvent();
    insert(order, 2, OutboxRow.WAITING, 0);
    sql.sql("UPDATE outbox SET attempts = 4 WHERE user_id = ? AND order_no = ? AND order_seq = 1")
        .params(user.value(), order.value())
        .update();

    assertThat(deliveries.end(late)).isEmpty();
    deliveries.postpone(late, Duration.ZERO);
    deliveries.putBack(late);

    assertThat(dueTimes(order)).containsExactly(NOT_NOW, OutboxRow.WAITING);
    sql.sql("DELETE FROM outbox WHERE user_id = ?").param(user.value()).update();
  }

  /** Everything of the group that can be had, looked at in a transaction of another thread. */
  private List<Event> takenByAnother() {
    DueQuery query = new DueQuery(NOT_NOW, true, Set.of(), 1000);
    AtomicReference<List<OutboxRow>> taken = new AtomicReference<>(List.of());
    Thread taker =
        Thread.startVirtualThread(
            () ->
                taken.set(transactions.write(() -> mapper.lockDue(new TableGroup(GROUP), query))));
    try {
      assertThat(taker.join(PATIENCE)).as("nobody is waited for").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return taken.get().stream().map(OutboxRow::toEvent).toList();
  }

  private OrderNo newOrder() {
    return new OrderNo(ids.next(new Slot(user.slot())));
  }

  private void append(OrderNo order, String payload) {
    transactions.write(
        () -> {
          outbox.append(user, order, Diary.TYPE, payload);
          return true;
        });
  }

  private OutboxRow insert(OrderNo order, int orderSeq, Instant due, int attempts) {
    OutboxRow row =
        new OutboxRow(
            user,
            ids.next(new Slot(user.slot())),
            Diary.TYPE,
            order,
            "{\"event\":\"first\"}",
            attempts,
            due,
            Instant.now().truncatedTo(ChronoUnit.MICROS),
            Event.SHOP,
            orderSeq);
    mapper.insert(row);
    return row;
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** How many wait; from the primary. */
  private long waiting(OrderNo order) {
    return transactions.read(
        () ->
            sql.sql("SELECT COUNT(*) FROM outbox WHERE user_id = ? AND order_no = ?")
                .params(user.value(), order.value())
                .query(Long.class)
                .single());
  }

  /** When those that wait are due, in their order; from the primary. */
  private List<Instant> dueTimes(OrderNo order) {
    return transactions.read(
        () ->
            sql.sql(
                    "SELECT due_at FROM outbox WHERE user_id = ? AND order_no = ? ORDER BY order_seq")
                .params(user.value(), order.value())
                .query(
                    (row, number) ->
                        row.getObject("due_at", LocalDateTime.class).toInstant(ZoneOffset.UTC))
                .list());
  }
}

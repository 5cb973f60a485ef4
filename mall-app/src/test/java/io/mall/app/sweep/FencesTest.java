package io.mall.app.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mall.app.data.Transactions;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever lost a lock writes nothing any more, also when nobody told them. */
@MallTest
@Tag("engine")
class FencesTest {

  private static final Duration LEASE = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final TableGroup GROUP = new TableGroup(9);

  private final Fences fences;
  private final Transactions transactions;
  private final RedissonClient redisson;
  private final JdbcClient sql;
  private final long row;
  private final String job = "test." + UUID.randomUUID();
  private final AtomicInteger lines = new AtomicInteger();

  FencesTest(Mall mall) {
    this.fences = mall.bean(Fences.class);
    this.transactions = mall.bean(Transactions.class);
    this.redisson = mall.bean(RedissonClient.class);
    this.sql = JdbcClient.create(mall.bean(DataSource.class));
    this.row = mall.bean(Ids.class).next(new Slot(GROUP.firstSlot()));
  }

  @Test
  void aHolderStoppedPastItsLeaseCannotWriteWhenItWakes() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch wake = new CountDownLatch(1);
    AtomicReference<@Nullable Throwable> end = new AtomicReference<>();
    Thread stopped =
        Thread.startVirtualThread(
            () -> {
              try {
                fences.alone(job, LEASE, () -> write("stopped", written, wake));
              } catch (Throwable failed) {
                end.set(failed);
              }
            });
    written.await();

    await().until(() -> fences.alone(job, LONG, () -> write("next")).isPresent());
    assertThat(names()).as("the next one has not waited").containsExactly("next");
    wake.countDown();
    stopped.join();

    assertThat(end.get()).isInstanceOf(LeaseLostException.class);
    assertThat(names()).containsExactly("next");
  }

  @Test
  void whatWasCommittedBeforeTheLeaseWasLostStands() {
    fences.alone(job, LONG, () -> write("first"));
    fences.alone(job, LONG, () -> write("second"));
    assertThat(names()).containsExactly("first", "second");
  }

  @Test
  void oneAtATimeAndEachWithAHigherToken() {
    AtomicReference<List<Boolean>> inside = new AtomicReference<>(List.of());
    long first =
        fences
            .alone(
                job,
                LONG,
                () ->
                    inside.set(
                        List.of(
                            onAnotherThread(() -> fences.alone(job, LONG, () -> {}).isPresent()))))
            .orElseThrow();
    assertThat(inside.get()).containsExactly(false);
    assertThat(fences.alone(job, LONG, () -> {}).orElseThrow()).isGreaterThan(first);
  }

  @Test
  void withoutAGrantNothingIsWritten() {
    assertThatThrownBy(() -> write("nobody")).isInstanceOf(IllegalStateException.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void whenRedisForgetsItsCountTheJobGoesOnAboveWhatTheDatabasesRemember() {
    for (int i = 0; i < 3; i++) {
      fences.alone(job, LONG, () -> write("before"));
    }
    assertThat(redisson.getKeys().delete(Fences.tokenName(job))).as("the counter").isEqualTo(1);

    assertThatThrownBy(() -> fences.alone(job, LONG, () -> write("low")))
        .isInstanceOf(LeaseLostException.class);
    fences.alone(job, LONG, () -> write("after"));

    assertThat(names()).containsExactly("before", "before", "before", "after");
  }

  private void write(String name) {
    write(name, new CountDownLatch(0), new CountDownLatch(0));
  }

  /** Writes a line, then stands still before the end of the transaction. */
  private void write(String name, CountDownLatch written, CountDownLatch wake) {
    fences.write(
        GROUP,
        () -> {
          sql.sql(
                  "INSERT INTO order_items (user_id, order_no, line_no, product_id, title,"
                      + " unit_amount, currency, quantity) VALUES (?, ?, ?, 1, ?, 1, 'EUR', 1)")
              .params(row, row, lines.incrementAndGet(), name)
              .update();
          written.countDown();
          return reached(wake);
        });
  }

  private List<String> names() {
    return transactions.read(
        () ->
            sql.sql("SELECT title FROM order_items WHERE user_id = ? ORDER BY line_no")
                .param(row)
                .query(String.class)
                .list());
  }

  private static boolean reached(CountDownLatch latch) {
    try {
      return latch.await(LONG.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean onAnotherThread(BooleanSupplier question) {
    boolean[] answer = new boolean[1];
    try {
      Thread.startVirtualThread(() -> answer[0] = question.getAsBoolean()).join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return answer[0];
  }
}

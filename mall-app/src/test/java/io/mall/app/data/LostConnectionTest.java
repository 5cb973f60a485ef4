package io.mall.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.app.idempotency.Answer;
import io.mall.app.idempotency.Done;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.Once;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A connection that dies in the middle: what may be done twice is, the rest is told. */
@MallTest
@Tag("engine")
class LostConnectionTest {

  private final Transactions transactions;
  private final MeterRegistry meters;
  private final Idempotency idempotency;
  private final JdbcClient sql;
  private final Shopper shopper;

  LostConnectionTest(Mall mall) {
    this.transactions = mall.bean(Transactions.class);
    this.meters = mall.bean(MeterRegistry.class);
    this.idempotency = mall.bean(Idempotency.class);
    this.sql = JdbcClient.create(mall.bean(DataSource.class));
    this.shopper = mall.newShopper();
  }

  @Test
  void aReadIsDoneAgainAndCounted() {
    double before = retries("again");
    AtomicInteger tries = new AtomicInteger();

    long found =
        transactions.read(
            () -> {
              long count = users();
              if (tries.incrementAndGet() == 1) {
                die();
              }
              return count;
            });

    assertThat(found).isEqualTo(1);
    assertThat(tries).hasValue(2);
    assertThat(retries("again")).isGreaterThan(before);
  }

  @Test
  void aWriteIsNot() {
    AtomicInteger tries = new AtomicInteger();
    assertThatThrownBy(
            () ->
                transactions.write(
                    () -> {
                      tries.incrementAndGet();
                      users();
                      die();
                      return true;
                    }))
        .isInstanceOf(RuntimeException.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void aWriteUnderAKeyIsDoneAgainAndCountsOnce() {
    AtomicInteger tries = new AtomicInteger();
    Once request = Once.of(UUID.randomUUID().toString(), "test.do", "a");
    Supplier<Done> work =
        () -> {
          users();
          if (tries.incrementAndGet() == 1) {
            die();
          }
          return Done.ok(tries.get());
        };

    Answer answer = idempotency.once(shopper.userId(), request, work);

    assertThat(tries).hasValue(2);
    assertThat(answer.body()).isEqualTo("2");
    assertThat(idempotency.once(shopper.userId(), request, work).body()).isEqualTo("2");
    assertThat(tries).hasValue(2);
  }

  @Test
  void aServerThatStaysAwayIsToldAfterTwoFurtherTries() {
    AtomicInteger tries = new AtomicInteger();
    double before = retries("given-up");
    assertThatThrownBy(
            () ->
                transactions.read(
                    () -> {
                      tries.incrementAndGet();
                      users();
                      die();
                      return true;
                    }))
        .isInstanceOf(RuntimeException.class);
    assertThat(tries).hasValue(3);
    assertThat(retries("given-up")).isGreaterThan(before);
  }

  private long users() {
    return sql.sql("SELECT COUNT(*) FROM users WHERE user_id = ?")
        .param(shopper.userId().value())
        .query(Long.class)
        .single();
  }

  /** Has the server end the connection under this transaction, and finds out. */
  private void die() {
    long id =
        sql.sql("SELECT CONNECTION_ID() FROM users WHERE user_id = ?")
            .param(shopper.userId().value())
            .query(Long.class)
            .single();
    Killer.kill(shopper.userId(), id);
    users();
  }

  private double retries(String outcome) {
    return meters
        .find("mall.retries")
        .tags("cause", "connection-lost", "outcome", outcome)
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
